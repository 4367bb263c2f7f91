#include "Pulse/Scheduling/TransportPrediction.h"

#include "Core/Limits.h"

#include <algorithm>

namespace loophole
{

/** The state brought up to now, for a command to change. */
TransportState& TransportPrediction::settled(Instant now, SampleRate rate)
{
    current.state.position = positionAt(current, now, rate);
    current.at = now;
    commandedAt = now;
    return current.state;
}

void TransportPrediction::apply(const PlayTransport&, Instant now, SampleRate rate)
{
    settled(now, rate).isPlaying = true;
}

void TransportPrediction::apply(const StopTransport&, Instant now, SampleRate rate)
{
    settled(now, rate).isPlaying = false;
}

void TransportPrediction::apply(const SeekTransport& command, Instant now, SampleRate rate)
{
    auto& state = settled(now, rate);
    state.position = std::max(command.position, FramePosition(0));
    ++state.seekGeneration;
}

void TransportPrediction::apply(const SetTransportLoop& command, Instant now, SampleRate rate)
{
    auto& state = settled(now, rate);
    state.isLooping = command.isLooping;
    state.loop = command.range;
}

void TransportPrediction::apply(const SetTransportRate& command, Instant now, SampleRate rate)
{
    auto& state = settled(now, rate);
    playRate = std::clamp(command.rate, limits::lowestPlayRate, limits::highestPlayRate);
    if (!state.isScrubbing)
        state.rate = playRate;
}

void TransportPrediction::apply(const ScrubTransport& command, Instant now, SampleRate rate)
{
    auto& state = settled(now, rate);
    const auto target = std::max(command.target, FramePosition(0));
    if (target != state.position)
        state.rate = target < state.position ? -1.0 : 1.0;
    state.isScrubbing = true;
    state.position = target;
}

void TransportPrediction::apply(const EndScrub&, Instant now, SampleRate rate)
{
    auto& state = settled(now, rate);
    state.isScrubbing = false;
    state.rate = playRate;
}

bool TransportPrediction::agrees(const TransportState& reported) const
{
    const auto& state = current.state;
    return reported.isPlaying == state.isPlaying && reported.isLooping == state.isLooping &&
           reported.isScrubbing == state.isScrubbing && reported.seekGeneration == state.seekGeneration &&
           reported.loop == state.loop;
}

void TransportPrediction::report(const TransportPosition& fact, Instant now)
{
    const auto isAfterCommand = fact.at >= commandedAt && agrees(fact.state);
    if (!isAfterCommand && now - commandedAt < patience)
        return;
    current = {fact.state, fact.at};
    if (!fact.state.isScrubbing)
        playRate = fact.state.rate;
}

} // namespace loophole
