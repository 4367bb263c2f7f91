#pragma once

#include "Core/Outcome.h"
#include "Pulse/Scheduling/SessionIndex.h"

#include <span>

/**
    Edits of where clips begin and end and of what they play there, as pure functions from an indexed session to the
    edited one. Clips that no longer exist are left out; a Failure says why none of the clips could be edited.
*/
namespace loophole
{

/** Gives one clip a new extent; see trimmed() in Model/ClipCut.h. */
[[nodiscard]] Outcome<Session> withClipTrimmed(const SessionIndex&, const MediaLookup&, ClipId, FrameRange);

/** Moves both ends of clips, each as far as its asset and the timeline reach; at least one frame of a clip is left. */
[[nodiscard]] Outcome<Session> withClipsTrimmed(const SessionIndex&, const MediaLookup&, std::span<const ClipId>,
                                                FrameCount startBy, FrameCount endBy);

/** Moves what clips play under their edges, as far as their assets reach. An open end stays where it is. */
[[nodiscard]] Outcome<Session> withClipsSlipped(const SessionIndex&, const MediaLookup&, std::span<const ClipId>,
                                                FrameCount by);

/**
    Makes one clip, with the id and the fade-in of the first and the fade-out of the last, of neighbours on a track
    that play on where the one before ends: same asset, rate, direction, gain and mute, no fade where they meet.
*/
[[nodiscard]] Outcome<Session> withClipsJoined(const SessionIndex&, const MediaLookup&, std::span<const ClipId>);

} // namespace loophole
