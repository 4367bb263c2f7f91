#include "Signal/Codec/SampleKernels.h"

#include <bit>
#include <cassert>
#include <cstring>

#if defined(__x86_64__)
#include <immintrin.h>
#define LOOPHOLE_AVX2 [[gnu::target("avx2")]]
#else
#define LOOPHOLE_AVX2
#endif
#define LOOPHOLE_INLINE [[gnu::always_inline]] inline

namespace loophole::signal
{

InstructionSet widestInstructionSet()
{
#if defined(__x86_64__)
    static const auto widest = __builtin_cpu_supports("avx2") ? InstructionSet::avx2 : InstructionSet::baseline;
    return widest;
#else
    return InstructionSet::baseline;
#endif
}

namespace kernels
{

namespace
{

static_assert(std::endian::native == std::endian::little, "loads and stores below are written for little-endian");

LOOPHOLE_INLINE std::uint16_t swapped(std::uint16_t v)
{
    return __builtin_bswap16(v);
}
LOOPHOLE_INLINE std::uint32_t swapped(std::uint32_t v)
{
    return __builtin_bswap32(v);
}
LOOPHOLE_INLINE std::uint64_t swapped(std::uint64_t v)
{
    return __builtin_bswap64(v);
}

template <class Word, bool isBig>
LOOPHOLE_INLINE Word load(const std::byte* in)
{
    Word word;
    std::memcpy(&word, in, sizeof word);
    if constexpr (isBig)
        word = swapped(word);
    return word;
}

constexpr float scale8 = 0x1p-7f;
constexpr float scale16 = 0x1p-15f;
constexpr float scale32 = 0x1p-31f;
constexpr float scale64 = 0x1p-63f;

struct Unsigned8
{
    static constexpr std::size_t width = 1;
    LOOPHOLE_INLINE static float load(const std::byte* in)
    {
        return static_cast<float>(std::to_integer<int>(*in) - 128) * scale8;
    }
};

struct Int8
{
    static constexpr std::size_t width = 1;
    LOOPHOLE_INLINE static float load(const std::byte* in)
    {
        return static_cast<float>(static_cast<std::int8_t>(*in)) * scale8;
    }
};

template <bool isBig>
struct Int16
{
    static constexpr std::size_t width = 2;
    LOOPHOLE_INLINE static float load(const std::byte* in)
    {
        return static_cast<float>(static_cast<std::int16_t>(kernels::load<std::uint16_t, isBig>(in))) * scale16;
    }
};

/** Its three bytes become the upper ones of a 32-bit integer: 24 significant bits, so the conversion is exact. */
template <bool isBig>
struct Int24
{
    static constexpr std::size_t width = 3;
    LOOPHOLE_INLINE static float load(const std::byte* in)
    {
        const auto low = std::to_integer<std::uint32_t>(in[isBig ? 2 : 0]);
        const auto middle = std::to_integer<std::uint32_t>(in[1]);
        const auto high = std::to_integer<std::uint32_t>(in[isBig ? 0 : 2]);
        return static_cast<float>(static_cast<std::int32_t>(high << 24 | middle << 16 | low << 8)) * scale32;
    }
};

template <bool isBig>
struct Int32
{
    static constexpr std::size_t width = 4;
    LOOPHOLE_INLINE static float load(const std::byte* in)
    {
        return static_cast<float>(static_cast<std::int32_t>(kernels::load<std::uint32_t, isBig>(in))) * scale32;
    }
};

struct Int24Low
{
    static constexpr std::size_t width = 4;
    LOOPHOLE_INLINE static float load(const std::byte* in)
    {
        return static_cast<float>(static_cast<std::int32_t>(kernels::load<std::uint32_t, false>(in) << 8)) * scale32;
    }
};

/** Integers of five to eight bytes, which only odd files have: put at the top of 64 bits and rounded once. */
template <std::size_t bytes>
struct WideInt
{
    static constexpr std::size_t width = bytes;
    LOOPHOLE_INLINE static float load(const std::byte* in)
    {
        std::uint64_t word = 0;
        for (std::size_t i = 0; i < bytes; ++i)
            word |= std::to_integer<std::uint64_t>(in[i]) << (8 * (8 - bytes + i));
        return static_cast<float>(static_cast<std::int64_t>(word)) * scale64;
    }
};

template <bool isBig>
struct Float32
{
    static constexpr std::size_t width = 4;
    LOOPHOLE_INLINE static float load(const std::byte* in)
    {
        return std::bit_cast<float>(kernels::load<std::uint32_t, isBig>(in));
    }
};

struct Float24
{
    static constexpr std::size_t width = 4;
    LOOPHOLE_INLINE static float load(const std::byte* in)
    {
        return std::bit_cast<float>(kernels::load<std::uint32_t, false>(in)) * 0x1p-23f;
    }
};

template <bool isBig>
struct Float64
{
    static constexpr std::size_t width = 8;
    LOOPHOLE_INLINE static float load(const std::byte* in)
    {
        return static_cast<float>(std::bit_cast<double>(kernels::load<std::uint64_t, isBig>(in)));
    }
};

template <class Encoding>
LOOPHOLE_INLINE void convertRun(const std::byte* in, float* out, std::size_t samples)
{
    for (std::size_t i = 0; i < samples; ++i)
        out[i] = Encoding::load(in + i * Encoding::width);
}

template <class Encoding>
void convertBaseline(const std::byte* in, float* out, std::size_t samples)
{
    convertRun<Encoding>(in, out, samples);
}

/** The same loop, which the compiler unrolls over registers twice as wide. */
template <class Encoding>
LOOPHOLE_AVX2 void convertAvx2(const std::byte* in, float* out, std::size_t samples)
{
    convertRun<Encoding>(in, out, samples);
}

#if defined(__x86_64__)

/**
    Four samples of three bytes at a time with SSE2 alone, which cannot shuffle bytes: shifting the sixteen loaded
    bytes up by k + 1 brings sample k to the upper three bytes of its lane.
*/
template <>
void convertBaseline<Int24<false>>(const std::byte* in, float* out, std::size_t samples)
{
    const auto lane0 = _mm_setr_epi32(-256, 0, 0, 0);
    const auto lane1 = _mm_setr_epi32(0, -256, 0, 0);
    const auto lane2 = _mm_setr_epi32(0, 0, -256, 0);
    const auto lane3 = _mm_setr_epi32(0, 0, 0, -256);
    const auto scale = _mm_set1_ps(scale32);
    std::size_t i = 0;
    for (; i + 6 <= samples; i += 4) // 16 bytes are loaded, 12 used
    {
        __m128i bytes;
        std::memcpy(&bytes, in + 3 * i, sizeof bytes);
        const auto low = _mm_or_si128(_mm_and_si128(_mm_slli_si128(bytes, 1), lane0),
                                      _mm_and_si128(_mm_slli_si128(bytes, 2), lane1));
        const auto high = _mm_or_si128(_mm_and_si128(_mm_slli_si128(bytes, 3), lane2),
                                       _mm_and_si128(_mm_slli_si128(bytes, 4), lane3));
        _mm_storeu_ps(out + i, _mm_mul_ps(_mm_cvtepi32_ps(_mm_or_si128(low, high)), scale));
    }
    convertRun<Int24<false>>(in + 3 * i, out + i, samples - i);
}

/** Eight samples of three bytes at a time: twelve bytes to each half, spread over its four lanes by one shuffle. */
template <bool isBig>
LOOPHOLE_AVX2 void convert24Avx2(const std::byte* in, float* out, std::size_t samples)
{
    constexpr char zero = -128;
    const auto little = _mm256_setr_epi8(zero, 0, 1, 2, zero, 3, 4, 5, zero, 6, 7, 8, zero, 9, 10, 11, zero, 0, 1, 2,
                                         zero, 3, 4, 5, zero, 6, 7, 8, zero, 9, 10, 11);
    const auto big = _mm256_setr_epi8(zero, 2, 1, 0, zero, 5, 4, 3, zero, 8, 7, 6, zero, 11, 10, 9, zero, 2, 1, 0, zero,
                                      5, 4, 3, zero, 8, 7, 6, zero, 11, 10, 9);
    const auto spread = isBig ? big : little;
    const auto scale = _mm256_set1_ps(scale32);
    std::size_t i = 0;
    for (; i + 10 <= samples; i += 8) // 28 bytes are loaded, 24 used
    {
        __m128i lower;
        __m128i upper;
        std::memcpy(&lower, in + 3 * i, sizeof lower);
        std::memcpy(&upper, in + 3 * i + 12, sizeof upper);
        const auto bytes = _mm256_inserti128_si256(_mm256_castsi128_si256(lower), upper, 1);
        const auto integers = _mm256_shuffle_epi8(bytes, spread);
        _mm256_storeu_ps(out + i, _mm256_mul_ps(_mm256_cvtepi32_ps(integers), scale));
    }
    convertRun<Int24<isBig>>(in + 3 * i, out + i, samples - i);
}

template <>
LOOPHOLE_AVX2 void convertAvx2<Int24<false>>(const std::byte* in, float* out, std::size_t samples)
{
    convert24Avx2<false>(in, out, samples);
}

template <>
LOOPHOLE_AVX2 void convertAvx2<Int24<true>>(const std::byte* in, float* out, std::size_t samples)
{
    convert24Avx2<true>(in, out, samples);
}

#endif

template <class Encoding>
ToFloat pick(InstructionSet set)
{
    return set == InstructionSet::avx2 ? convertAvx2<Encoding> : convertBaseline<Encoding>;
}

} // namespace

ToFloat toFloat(InstructionSet set, SampleEncoding encoding)
{
    switch (encoding)
    {
    case SampleEncoding::unsigned8:
        return pick<Unsigned8>(set);
    case SampleEncoding::int8:
        return pick<Int8>(set);
    case SampleEncoding::int16Little:
        return pick<Int16<false>>(set);
    case SampleEncoding::int16Big:
        return pick<Int16<true>>(set);
    case SampleEncoding::int24Little:
        return pick<Int24<false>>(set);
    case SampleEncoding::int24Big:
        return pick<Int24<true>>(set);
    case SampleEncoding::int32Little:
        return pick<Int32<false>>(set);
    case SampleEncoding::int32Big:
        return pick<Int32<true>>(set);
    case SampleEncoding::int24LowLittle:
        return pick<Int24Low>(set);
    case SampleEncoding::float24Little:
        return pick<Float24>(set);
    case SampleEncoding::int40Little:
        return pick<WideInt<5>>(set);
    case SampleEncoding::int48Little:
        return pick<WideInt<6>>(set);
    case SampleEncoding::int56Little:
        return pick<WideInt<7>>(set);
    case SampleEncoding::int64Little:
        return pick<WideInt<8>>(set);
    case SampleEncoding::float32Little:
        return pick<Float32<false>>(set);
    case SampleEncoding::float32Big:
        return pick<Float32<true>>(set);
    case SampleEncoding::float64Little:
        return pick<Float64<false>>(set);
    case SampleEncoding::float64Big:
        return pick<Float64<true>>(set);
    }
    return nullptr;
}

} // namespace kernels

} // namespace loophole::signal
