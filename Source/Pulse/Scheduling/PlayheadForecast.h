#pragma once

#include "Core/Clock.h"
#include "Core/SampleRate.h"
#include "Model/TransportState.h"

#include <span>
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

/** Starts that are forecast at once: more than begin within any horizon. */
inline constexpr std::size_t mostQueued = 8;

/** A start that is decided already: a cue that fires by itself, a launcher's slot that waits for its bar. */
struct QueuedStart
{
    FramePosition position;
    Instant at{}; ///< when the playhead will be there
};

/** How long it takes to hear so many session frames at a varispeed rate above 0. */
[[nodiscard]] Instant hearingTime(FrameCount, double rate, SampleRate sessionRate);

/** Where the playhead is at `now` if nothing else happens: it moves on, wraps at the loop's end and rests when stopped.
 */
[[nodiscard]] FramePosition positionAt(const TransportMoment&, Instant now, SampleRate sessionRate);

/**
    What will be heard within `horizon` from `now`, in order of time: stretches that do not overlap, of which there are
    at most three and two for each start in `queue` (in order of time; no more than `mostQueued` of them count).
    Playing: on to the horizon or the first of the queue, and from the loop's start what comes after the wrap; then on
    from each start. The horizon is a time of hearing, so varispeed reads further. Stopped: the same as though play
    began now, a little behind the playhead, and what the queue starts. Scrubbing: both directions, the one of the
    movement first; a hand that holds the tape holds the queue too. Pure.
*/
[[nodiscard]] std::vector<ForecastStretch> forecast(const TransportMoment&, Instant now, Instant horizon,
                                                    SampleRate sessionRate, std::span<const QueuedStart> queue = {});

} // namespace loophole
