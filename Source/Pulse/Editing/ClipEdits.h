#pragma once

#include "Core/Outcome.h"
#include "Messages/ClipCommands.h"
#include "Pulse/Document/IdSource.h"
#include "Pulse/Scheduling/SessionIndex.h"

#include <span>
#include <string>

/**
    Edits of clips as pure functions from an indexed session to the edited one, which shares with it all chunks that
    were not touched. The clips of a track stay ordered by position. Clips that no longer exist are left out; a Failure
    where none of them is left or where the edit cannot be done.
*/
namespace loophole
{

/** The asset of a path as it stands in the document, new in the session if need be. */
[[nodiscard]] Session withAsset(const Session&, AssetId, const std::filesystem::path&);

/** Adds a clip, whose asset is in the session, to a track at its place. */
[[nodiscard]] Outcome<Session> withClip(const Session&, TrackId, Clip);

[[nodiscard]] Outcome<Session> withoutClips(const SessionIndex&, std::span<const ClipId>);

/** On which tracks clips come to lie. */
struct TrackShift
{
    TrackId to;       ///< all of them on this one, if it is valid
    int tracksBy = 0; ///< otherwise each so many tracks down, negative up; all by as many as the outermost can
};

/** Moves clips by `by`, at most to the timeline's start and all by the same. */
[[nodiscard]] Outcome<Session> withClipsMoved(const SessionIndex&, std::span<const ClipId>, FrameCount by,
                                              TrackShift = {});

/** Splits those of the clips that sound at `at`. */
[[nodiscard]] Outcome<Session> withClipsSplit(const SessionIndex&, const MediaLookup&, std::span<const ClipId>,
                                              FramePosition at, IdSource&);

/** Copies the clips, as a group, to where the group ends. */
[[nodiscard]] Outcome<Session> withClipsDuplicated(const SessionIndex&, std::span<const ClipId>, IdSource&);

/** Copies the clips, as a group, to where `at` is its start. */
[[nodiscard]] Outcome<Session> withClipsCopied(const SessionIndex&, std::span<const ClipId>, FramePosition at,
                                               TrackShift, IdSource&);

/** Adds clips as they once were, as a group, to where `at` is its start. A Failure where the medium of one is not the
    session's; those whose track no longer exists are left out. */
[[nodiscard]] Outcome<Session> withCopiesPasted(const Session&, std::span<const PlacedClip>, FramePosition at,
                                                IdSource&);

} // namespace loophole
