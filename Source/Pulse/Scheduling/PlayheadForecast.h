#pragma once

#include "Core/Clock.h"
#include "Core/SampleRate.h"
#include "Model/TransportState.h"

#include <vector>

namespace loophole
{

/** A stretch of the timeline that will be or may be heard. */
struct ForecastStretch
{
    FrameRange range; ///< session frames
    Instant due{};    ///< when its first frame is needed, or its last one where isBackwards
    double rate = 1;  ///< session frames a frame of the device, above 0
    bool isBackwards = false;
    bool isExpected = true; ///< false: only if the hand moves there

    bool operator==(const ForecastStretch&) const = default;
};

/** A transport as it was at a time. */
struct TransportMoment
{
    TransportState state;
    Instant at{};
};

/** How long it takes to hear so many session frames at a varispeed rate above 0. */
[[nodiscard]] Instant hearingTime(FrameCount, double rate, SampleRate sessionRate);

/** Where the playhead is at `now` if nothing else happens: it moves on, wraps at the loop's end and rests when stopped.
 */
[[nodiscard]] FramePosition positionAt(const TransportMoment&, Instant now, SampleRate sessionRate);

/**
    What will be heard within `horizon` from `now`, the nearest first, never more than three stretches that do not
    overlap. Playing: on to the horizon, and from the loop's start what comes after the wrap. The horizon is a time
    of hearing, so varispeed reads further. Stopped: the same as though play began now, and a little behind the
    playhead. Scrubbing: both directions, the one of the movement first. Pure.
*/
[[nodiscard]] std::vector<ForecastStretch> forecast(const TransportMoment&, Instant now, Instant horizon,
                                                    SampleRate sessionRate);

} // namespace loophole
