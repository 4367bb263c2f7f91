#include "Signal/Mixer/MixKernels.h"

#include <algorithm>
#include <bit>
#include <cstdint>

namespace loophole::signal
{
namespace
{

/** A float's magnitude as an integer: for finite floats the order is the same, and an integer maximum vectorises. */
std::int32_t magnitude(float sample)
{
    return std::bit_cast<std::int32_t>(sample) & 0x7fffffff;
}

float sumScaled(float* destination, const float* source, int frames, float gain, Summing summing)
{
    std::int32_t peak = 0;
    if (summing == Summing::first)
        for (int i = 0; i < frames; ++i)
        {
            const auto sample = source[i] * gain;
            destination[i] = sample;
            peak = std::max(peak, magnitude(sample));
        }
    else
        for (int i = 0; i < frames; ++i)
        {
            const auto sample = source[i] * gain;
            destination[i] += sample;
            peak = std::max(peak, magnitude(sample));
        }
    return std::bit_cast<float>(peak);
}

float sumRamped(float* destination, const float* source, int frames, const GainRamp& ramp, int channel, Travel travel,
                Summing summing)
{
    float peak = 0.0f;
    for (int i = 0; i < frames; ++i)
    {
        const auto passed = travel == Travel::forward ? i : frames - 1 - i;
        const auto sample = source[i] * ramp.at(passed).of(channel);
        destination[i] = summing == Summing::first ? sample : destination[i] + sample;
        peak = std::max(peak, std::abs(sample));
    }
    return peak;
}

} // namespace

float peakOf(const float* samples, int frames) noexcept
{
    std::int32_t peak = 0;
    for (int i = 0; i < frames; ++i)
        peak = std::max(peak, magnitude(samples[i]));
    return std::bit_cast<float>(peak);
}

void addTo(float* destination, const float* source, int frames, Summing summing) noexcept
{
    if (summing == Summing::first)
        std::copy_n(source, frames, destination);
    else
        for (int i = 0; i < frames; ++i)
            destination[i] += source[i];
}

void scale(float* samples, int frames, float factor) noexcept
{
    if (factor == 1.0f)
        return;
    for (int i = 0; i < frames; ++i)
        samples[i] *= factor;
}

float mixChannel(float* destination, const float* source, int frames, const GainRamp& ramp, int channel, Travel travel,
                 Summing summing) noexcept
{
    // A product with 1 is the factor itself, bit for bit, so unity needs no way of its own.
    return ramp.isMoving() ? sumRamped(destination, source, frames, ramp, channel, travel, summing)
                           : sumScaled(destination, source, frames, ramp.target().of(channel), summing);
}

} // namespace loophole::signal
