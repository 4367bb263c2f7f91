#include "Signal/Codec/Interleaving.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cassert>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <limits>

#if defined(__x86_64__)
#include <emmintrin.h>
#endif

namespace loophole::signal
{

namespace
{

/** Samples quantised at a time, 4 KiB: they are still in the L1 cache when they are dealt out. */
constexpr std::size_t tileSamples = 1024;

/** The n-bit integers as a float sees them; `full` = 2^(n-1) is the first value above the range. */
struct IntegerRange
{
    explicit IntegerRange(int bits)
        : full(std::ldexp(1.0f, bits - 1)), largest(static_cast<std::int32_t>((std::int64_t{1} << (bits - 1)) - 1))
    {
    }
    float full;
    std::int32_t largest;
};

std::int32_t quantise(float sample, IntegerRange range)
{
    const float scaled = sample * range.full; // exact: a power of two
    if (std::isnan(scaled))
        return 0;
    if (scaled >= range.full)
        return range.largest;
    // nearbyint() follows the thread's rounding mode, to nearest with ties to even unless someone changed it.
    // In the topmost half step it may reach `full` itself.
    const auto rounded = static_cast<std::int64_t>(std::nearbyint(std::max(scaled, -range.full)));
    return static_cast<std::int32_t>(std::min<std::int64_t>(rounded, range.largest));
}

void quantiseRun(const float* in, std::int32_t* out, std::size_t samples, IntegerRange range)
{
    std::size_t i = 0;
#if defined(__x86_64__)
    const auto full = _mm_set1_ps(range.full);
    const auto lowest = _mm_set1_ps(-range.full);
    const auto largest = _mm_set1_epi32(range.largest);
    for (; i + 4 <= samples; i += 4)
    {
        auto scaled = _mm_mul_ps(_mm_loadu_ps(in + i), full);
        scaled = _mm_and_ps(scaled, _mm_cmpord_ps(scaled, scaled));
        const auto isAbove = _mm_castps_si128(_mm_cmpge_ps(scaled, full));
        auto rounded = _mm_cvtps_epi32(_mm_max_ps(scaled, lowest));
        const auto isTop = _mm_or_si128(isAbove, _mm_cmpgt_epi32(rounded, largest));
        rounded = _mm_or_si128(_mm_andnot_si128(isTop, rounded), _mm_and_si128(isTop, largest));
        _mm_storeu_si128(reinterpret_cast<__m128i*>(out + i), rounded);
    }
#endif
    for (; i < samples; ++i)
        out[i] = quantise(in[i], range);
}

template <std::size_t width>
void store(const std::int32_t* in, std::size_t samples, std::byte* out, std::size_t stride)
{
    static_assert(std::endian::native == std::endian::little);
    for (std::size_t i = 0; i < samples; ++i)
        std::memcpy(out + i * stride, in + i, width);
}

template <std::size_t width>
void writeIntegers(const float* in, std::size_t samples, std::byte* out, std::size_t stride)
{
    std::array<std::int32_t, tileSamples> tile;
    for (std::size_t done = 0; done < samples;)
    {
        const auto part = std::min(tileSamples, samples - done);
        quantiseRun(in + done, tile.data(), part, IntegerRange(8 * static_cast<int>(width)));
        store<width>(tile.data(), part, out + done * stride, stride);
        done += part;
    }
}

void writeFloats(const float* in, std::size_t samples, std::byte* out, std::size_t stride)
{
    for (std::size_t i = 0; i < samples; ++i)
        std::memcpy(out + i * stride, in + i, sizeof(float));
}

void writeChannel(SampleEncoding encoding, const float* in, std::size_t samples, std::byte* out, std::size_t stride)
{
    if (encoding == SampleEncoding::int16Little)
        writeIntegers<2>(in, samples, out, stride);
    else if (encoding == SampleEncoding::int24Little)
        writeIntegers<3>(in, samples, out, stride);
    else if (encoding == SampleEncoding::int32Little)
        writeIntegers<4>(in, samples, out, stride);
    else
        writeFloats(in, samples, out, stride);
}

} // namespace

void interleave(PlanarSource source, SampleEncoding encoding, std::span<std::byte> destination)
{
    const auto channels = static_cast<std::size_t>(source.channelCount);
    const auto frames = static_cast<std::size_t>(source.frames.value());
    const auto width = static_cast<std::size_t>(bytesPerSample(encoding));
    assert(destination.size() >= frames * channels * width);
    assert(encoding == SampleEncoding::int16Little || encoding == SampleEncoding::int24Little ||
           encoding == SampleEncoding::int32Little || encoding == SampleEncoding::float32Little);
    for (std::size_t channel = 0; channel < channels; ++channel)
        writeChannel(encoding, source.channels[channel], frames, destination.data() + channel * width,
                     channels * width);
}

} // namespace loophole::signal
