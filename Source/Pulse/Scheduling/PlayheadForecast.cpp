#include "Pulse/Scheduling/PlayheadForecast.h"

#include "Core/Limits.h"

#include <algorithm>
#include <cmath>

namespace loophole
{
namespace
{

/** How far behind a resting playhead is read: what a nudge back or the first turn of a scrub needs. */
constexpr Instant behind = std::chrono::milliseconds(250);

FrameCount framesIn(Instant time, double rate, SampleRate sessionRate)
{
    const auto seconds = std::chrono::duration<double>(time).count();
    return FrameCount(std::llround(seconds * rate * sessionRate.hz()));
}

/** A playhead that is at or past the loop's end plays on; only one before it is caught. */
bool isCaughtByLoop(const TransportState& state, FramePosition position)
{
    return state.isLooping && !state.loop.isEmpty() && position < state.loop.end();
}

FramePosition atLeastZero(FramePosition position)
{
    return std::max(position, FramePosition(0));
}

void addIfAny(std::vector<ForecastStretch>& to, ForecastStretch stretch)
{
    if (!stretch.range.isEmpty())
        to.push_back(stretch);
}

double playRateOf(const TransportState& state)
{
    return std::clamp(std::abs(state.rate), limits::lowestPlayRate, limits::highestPlayRate);
}

std::vector<ForecastStretch> scrubbed(const TransportState& state, FramePosition position, Instant now, Instant horizon,
                                      SampleRate sessionRate)
{
    // The hand may turn or speed up at any moment: both sides are read as though it moved at least at play speed.
    const auto rate = std::max(1.0, playRateOf(state));
    const auto reach = framesIn(horizon / 2, rate, sessionRate);
    const auto before = FrameRange::between(atLeastZero(position - reach), position);
    std::vector<ForecastStretch> stretches;
    const auto isBackwards = state.rate < 0;
    const ForecastStretch ahead{{position, reach}, now, rate, false, !isBackwards};
    const ForecastStretch back{before, now, rate, true, isBackwards};
    addIfAny(stretches, isBackwards ? back : ahead);
    addIfAny(stretches, isBackwards ? ahead : back);
    return stretches;
}

} // namespace

Instant hearingTime(FrameCount frames, double rate, SampleRate sessionRate)
{
    const std::chrono::duration<double> seconds(static_cast<double>(frames.value()) / (rate * sessionRate.hz()));
    return std::chrono::duration_cast<Instant>(seconds);
}

FramePosition positionAt(const TransportMoment& moment, Instant now, SampleRate sessionRate)
{
    const auto& state = moment.state;
    if (!state.isPlaying || state.isScrubbing || now <= moment.at)
        return state.position;
    const auto moved = state.position + framesIn(now - moment.at, playRateOf(state), sessionRate);
    if (!isCaughtByLoop(state, state.position) || moved < state.loop.end())
        return moved;
    return state.loop.start + FrameCount((moved - state.loop.end()).value() % state.loop.length.value());
}

std::vector<ForecastStretch> forecast(const TransportMoment& moment, Instant now, Instant horizon,
                                      SampleRate sessionRate)
{
    const auto& state = moment.state;
    const auto position = atLeastZero(positionAt(moment, now, sessionRate));
    if (state.isScrubbing)
        return scrubbed(state, position, now, horizon, sessionRate);

    const auto rate = playRateOf(state);
    const auto reach = framesIn(horizon, rate, sessionRate);
    std::vector<ForecastStretch> stretches;
    if (!isCaughtByLoop(state, position) || position + reach <= state.loop.end())
    {
        stretches.push_back({{position, reach}, now, rate});
    }
    else
    {
        const auto toWrap = state.loop.end() - position;
        const auto wrapped = FrameRange{state.loop.start, std::min(reach - toWrap, state.loop.length)};
        const auto wrapAt = now + hearingTime(toWrap, rate, sessionRate);
        stretches.push_back({{position, toWrap}, now, rate});
        // What lies between the loop's start and the playhead; from there on the first stretch has it already.
        addIfAny(stretches,
                 {FrameRange::between(wrapped.start, std::max(wrapped.start, std::min(wrapped.end(), position))),
                  wrapAt, rate});
    }
    if (!state.isPlaying)
    {
        auto start = atLeastZero(position - framesIn(behind, 1, sessionRate));
        if (stretches.size() > 1)
            start = std::max(start, std::min(position, stretches.back().range.end()));
        addIfAny(stretches, {FrameRange::between(start, position), now + horizon, rate, true, false});
    }
    return stretches;
}

} // namespace loophole
