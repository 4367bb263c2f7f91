#pragma once

#include "Core/Outcome.h"
#include "Pulse/Document/IdSource.h"
#include "Pulse/Scheduling/SessionIndex.h"

#include <span>

/**
    Edits of stretches of the timeline, over whole tracks or, where no track is given, over all of them and the markers.
    Pure functions from an indexed session to the edited one. A clip that sounds at an end of the stretch is split
    there; a Failure where that cannot be done, and nothing has changed then.
*/
namespace loophole
{

/** Takes out what sounds within `range`; if it ripples, what comes later moves up by the range's length. */
[[nodiscard]] Outcome<Session> withoutRange(const SessionIndex&, const MediaLookup&, FrameRange range,
                                            std::span<const TrackId>, bool ripples, IdSource&);

/** Moves what sounds at `at` or later back by `length`. */
[[nodiscard]] Outcome<Session> withGap(const SessionIndex&, const MediaLookup&, FramePosition at, FrameCount length,
                                       std::span<const TrackId>, IdSource&);

/** Removes clips; what starts later on their tracks moves up by what they took there. */
[[nodiscard]] Outcome<Session> withoutClipsRippling(const SessionIndex&, std::span<const ClipId>);

} // namespace loophole
