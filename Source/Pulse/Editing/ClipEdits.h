#pragma once

#include "Core/Outcome.h"
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

/** Moves clips by `by`, at most to the timeline's start and all by the same; to another track if `toTrack` is valid. */
[[nodiscard]] Outcome<Session> withClipsMoved(const SessionIndex&, std::span<const ClipId>, FrameCount by,
                                              TrackId toTrack);

/** Splits those of the clips that sound at `at`. */
[[nodiscard]] Outcome<Session> withClipsSplit(const SessionIndex&, const MediaLookup&, std::span<const ClipId>,
                                              FramePosition at, IdSource&);

/** Copies the clips, as a group, to where the group ends. */
[[nodiscard]] Outcome<Session> withClipsDuplicated(const SessionIndex&, std::span<const ClipId>, IdSource&);

/** Copies the clips, as a group, to where `at` is its start; all to one track if `toTrack` is valid. */
[[nodiscard]] Outcome<Session> withClipsCopied(const SessionIndex&, std::span<const ClipId>, FramePosition at,
                                               TrackId toTrack, IdSource&);

} // namespace loophole
