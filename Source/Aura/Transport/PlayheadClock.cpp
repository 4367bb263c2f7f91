#include "Aura/Transport/PlayheadClock.h"

#include <algorithm>

namespace loophole::aura
{

void PlayheadClock::report(const TransportPosition& position)
{
    if (position.state.seekGeneration != last.state.seekGeneration || position.at - expectedAt > longestSilence)
        isExpecting = false;
    last = position;
}

void PlayheadClock::expectSeek(FramePosition target, Instant now)
{
    expected = target;
    expectedAt = now;
    isExpecting = true;
}

FramePosition PlayheadClock::at(Instant now, SampleRate rate) const
{
    if (isExpecting && now - expectedAt <= longestSilence)
        return expected;
    const auto& state = last.state;
    if (!state.isPlaying || state.isScrubbing)
        return state.position;
    const auto elapsed = std::chrono::duration<double>(std::clamp(now - last.at, Instant(0), longestSilence)).count();
    auto position = state.position + rate.framesIn(elapsed * state.rate);
    if (state.isLooping && !state.loop.isEmpty() && state.position < state.loop.end() && position >= state.loop.end())
        position = state.loop.start + FrameCount((position - state.loop.end()).value() % state.loop.length.value());
    return position;
}

} // namespace loophole::aura
