#include "Signal/Mixer/MixKernels.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstring>

namespace loophole::signal
{
namespace
{

/**
    Four samples, in the vector types that GCC and Clang lower to any machine. Written out because the largest of many
    floats is something that the compiler has to take in order, one by one.
*/
using Vector = float __attribute__((vector_size(16)));
using Bits = std::int32_t __attribute__((vector_size(16)));
constexpr int width = 4;

Vector load(const float* from)
{
    Vector vector;
    std::memcpy(&vector, from, sizeof(vector));
    return vector;
}
void store(float* to, Vector vector)
{
    std::memcpy(to, &vector, sizeof(vector));
}

Vector larger(Vector peak, Vector samples)
{
    const auto magnitude = reinterpret_cast<Vector>(reinterpret_cast<Bits>(samples) & 0x7fffffff);
    return peak < magnitude ? magnitude : peak;
}
float largest(Vector peak)
{
    return std::max(std::max(peak[0], peak[1]), std::max(peak[2], peak[3]));
}

void note(SummedLevel& level, float sample)
{
    level.peak = std::max(level.peak, std::abs(sample));
    level.squares += sample * sample;
}

float sumOf(Vector vector)
{
    return (vector[0] + vector[1]) + (vector[2] + vector[3]);
}

SummedLevel sumScaled(float* destination, const float* source, int frames, float gain, Summing summing)
{
    const bool isFirst = summing == Summing::first;
    Vector peak{};
    Vector squares{};
    int i = 0;
    for (; i + width <= frames; i += width)
    {
        const auto samples = load(source + i) * gain;
        store(destination + i, isFirst ? samples : load(destination + i) + samples);
        peak = larger(peak, samples);
        squares += samples * samples;
    }
    SummedLevel level{largest(peak), sumOf(squares)};
    for (; i < frames; ++i)
    {
        const auto sample = source[i] * gain;
        destination[i] = isFirst ? sample : destination[i] + sample;
        note(level, sample);
    }
    return level;
}

/** Of one cache line: four or two vectors. */
constexpr int lineFrames = 16;

template <class Samples, class Magnitudes>
[[gnu::always_inline]] inline SummedLevel sumLines(float* destination, const float* source, int frames, float clipGain,
                                                   float stripGain, const float* ahead, bool isFirst)
{
    constexpr int lanes = sizeof(Samples) / sizeof(float);
    Samples peak{};
    Samples squares{};
    int i = 0;
    for (; i + lineFrames <= frames; i += lineFrames)
    {
        // To the second level: four streams would push the buses out of the first, and cost 0.5 µs a stream more.
        __builtin_prefetch(ahead + i, 0, 2);
        for (int at = i; at < i + lineFrames; at += lanes)
        {
            Samples samples;
            std::memcpy(&samples, source + at, sizeof(samples));
            samples = samples * clipGain * stripGain;
            const auto magnitude = reinterpret_cast<Samples>(reinterpret_cast<Magnitudes>(samples) & 0x7fffffff);
            peak = peak < magnitude ? magnitude : peak;
            squares += samples * samples;
            if (!isFirst)
            {
                Samples sum;
                std::memcpy(&sum, destination + at, sizeof(sum));
                samples = sum + samples;
            }
            std::memcpy(destination + at, &samples, sizeof(samples));
        }
    }
    SummedLevel level;
    for (int lane = 0; lane < lanes; ++lane)
    {
        level.peak = std::max(level.peak, peak[lane]);
        level.squares += squares[lane];
    }
    for (; i < frames; ++i)
    {
        const auto sample = source[i] * clipGain * stripGain;
        destination[i] = isFirst ? sample : destination[i] + sample;
        note(level, sample);
    }
    return level;
}

// The same source twice, once for AVX2: without fused multiply-add both round alike.
#if defined(__x86_64__)
using WideVector = float __attribute__((vector_size(32)));
using WideBits = std::int32_t __attribute__((vector_size(32)));

[[gnu::target("avx2")]] SummedLevel sumLinesWide(float* destination, const float* source, int frames, float clipGain,
                                                 float stripGain, const float* ahead, bool isFirst)
{
    return sumLines<WideVector, WideBits>(destination, source, frames, clipGain, stripGain, ahead, isFirst);
}
const bool isWide = __builtin_cpu_supports("avx2") != 0;
#endif

SummedLevel sumRamped(float* destination, const float* source, int frames, const GainRamp& ramp, int channel,
                      Travel travel, Summing summing)
{
    SummedLevel level;
    for (int i = 0; i < frames; ++i)
    {
        const auto passed = travel == Travel::forward ? i : frames - 1 - i;
        const auto sample = source[i] * ramp.at(passed).of(channel);
        destination[i] = summing == Summing::first ? sample : destination[i] + sample;
        note(level, sample);
    }
    return level;
}

} // namespace

float peakOf(const float* samples, int frames) noexcept
{
    Vector peak{};
    int i = 0;
    for (; i + width <= frames; i += width)
        peak = larger(peak, load(samples + i));
    auto rest = largest(peak);
    for (; i < frames; ++i)
        rest = std::max(rest, std::abs(samples[i]));
    return rest;
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

SummedLevel mixChannel(float* destination, const float* source, int frames, const GainRamp& ramp, int channel,
                       Travel travel, Summing summing) noexcept
{
    // A product with 1 is the factor itself, bit for bit, so unity needs no way of its own.
    return ramp.isMoving() ? sumRamped(destination, source, frames, ramp, channel, travel, summing)
                           : sumScaled(destination, source, frames, ramp.target().of(channel), summing);
}

SummedLevel sumStraight(float* destination, const float* source, int frames, float clipGain, float stripGain,
                        const float* ahead, Summing summing) noexcept
{
    const bool isFirst = summing == Summing::first;
#if defined(__x86_64__)
    if (isWide)
        return sumLinesWide(destination, source, frames, clipGain, stripGain, ahead, isFirst);
#endif
    return sumLines<Vector, Bits>(destination, source, frames, clipGain, stripGain, ahead, isFirst);
}

} // namespace loophole::signal
