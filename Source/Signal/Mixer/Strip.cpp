#include "Signal/Mixer/Strip.h"

#include <algorithm>

namespace loophole::signal
{

StripGain GainRamp::at(int frames) const noexcept
{
    const auto now = done + frames;
    if (now >= length)
        return to;
    const auto share = static_cast<float>(now) / static_cast<float>(length);
    const auto between = [share](float a, float b) { return a + (b - a) * share; };
    return {between(from.left, to.left), between(from.right, to.right), between(from.rest, to.rest)};
}

void GainRamp::jumpTo(const StripGain& gain) noexcept
{
    to = gain;
    done = length = 0;
}

void GainRamp::moveTo(const StripGain& gain, int frames) noexcept
{
    from = at(0);
    to = gain;
    done = 0;
    length = frames;
}

void GainRamp::advance(int frames) noexcept
{
    done = std::min(length, done + frames);
}

const GainRamp& Strip::approach(const StripGain& target, Lane lane, std::int64_t laneFrame, int rampFrames) noexcept
{
    auto& memory = lanes[static_cast<std::size_t>(lane)];
    if (memory.nextFrame != laneFrame)
        memory.ramp.jumpTo(target);
    else if (memory.ramp.target() != target)
        memory.ramp.moveTo(target, rampFrames);
    memory.nextFrame = laneFrame;
    return memory.ramp;
}

void Strip::advance(Lane lane, int frames) noexcept
{
    auto& memory = lanes[static_cast<std::size_t>(lane)];
    memory.ramp.advance(frames);
    memory.nextFrame += frames;
}

} // namespace loophole::signal
