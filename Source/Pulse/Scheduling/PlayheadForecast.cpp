#include "Pulse/Scheduling/PlayheadForecast.h"

#include "Core/Limits.h"

#include <algorithm>
#include <cmath>
#include <utility>

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

/** Collects stretches of a tape that plays on, each without what a former one has already. */
class Hearing
{
public:
    Hearing(const TransportState& transport, SampleRate sessionRate)
        : state(transport), sessionRate(sessionRate), rate(playRateOf(transport))
    {
    }

    /** From `position` at `from` to wherever it is at `until`. */
    void addPlaying(FramePosition position, Instant from, Instant until)
    {
        const auto reach = framesIn(until - from, rate, sessionRate);
        if (!isCaughtByLoop(state, position) || position + reach <= state.loop.end())
            return add({{position, reach}, from, rate});
        const auto toWrap = state.loop.end() - position;
        const auto wrapped = std::min(reach - toWrap, state.loop.length);
        add({{position, toWrap}, from, rate});
        add({{state.loop.start, wrapped}, from + hearingTime(toWrap, rate, sessionRate), rate});
    }

    void addBehind(FramePosition position, Instant due)
    {
        auto start = atLeastZero(position - framesIn(behind, 1, sessionRate));
        for (const auto& other : stretches)
            if (other.range.start < position && other.range.end() > start)
                start = std::min(position, other.range.end());
        addIfAny(stretches, {FrameRange::between(start, position), due, rate, true, false});
    }

    [[nodiscard]] std::vector<ForecastStretch> take() { return std::move(stretches); }

private:
    void add(const ForecastStretch& stretch)
    {
        for (const auto& other : stretches)
        {
            const auto common = stretch.range.intersection(other.range);
            if (common.isEmpty())
                continue;
            const auto before = FrameRange::between(stretch.range.start, common.start);
            const auto after = FrameRange::between(common.end(), stretch.range.end());
            const auto dueAfter = stretch.due + hearingTime(after.start - stretch.range.start, rate, sessionRate);
            add({before, stretch.due, rate});
            return add({after, dueAfter, rate});
        }
        addIfAny(stretches, stretch);
    }

    const TransportState& state;
    SampleRate sessionRate;
    double rate;
    std::vector<ForecastStretch> stretches;
};

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
                                      SampleRate sessionRate, std::span<const QueuedStart> queue)
{
    const auto& state = moment.state;
    const auto position = atLeastZero(positionAt(moment, now, sessionRate));
    if (state.isScrubbing)
        return scrubbed(state, position, now, horizon, sessionRate);

    Hearing hearing(state, sessionRate);
    auto at = position;
    auto from = now;
    const auto end = now + horizon;
    if (!state.isPlaying)
        hearing.addPlaying(at, from, end);
    auto isPlaying = state.isPlaying;
    for (const auto& start : queue.first(std::min(queue.size(), mostQueued)))
    {
        const auto begins = std::max(start.at, from); // one that is late is about to begin
        if (begins >= end)
            break;
        if (std::exchange(isPlaying, true))
            hearing.addPlaying(at, from, begins);
        at = atLeastZero(start.position);
        from = begins;
    }
    if (isPlaying)
        hearing.addPlaying(at, from, end);
    if (!state.isPlaying)
        hearing.addBehind(position, end);
    return hearing.take();
}

} // namespace loophole
