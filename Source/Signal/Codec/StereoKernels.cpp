#include "Signal/Codec/StereoKernels.h"

#include "Signal/Codec/SampleKernels.h"

#include <array>
#include <cstring>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace loophole::signal::kernels
{

namespace
{

void dealRun(const float* interleaved, float* left, float* right, std::size_t frames)
{
    for (std::size_t i = 0; i < frames; ++i)
    {
        left[i] = interleaved[2 * i];
        right[i] = interleaved[2 * i + 1];
    }
}

#if defined(__x86_64__)
#define LOOPHOLE_AVX2 [[gnu::target("avx2")]]
#define LOOPHOLE_AVX2_INLINE [[gnu::target("avx2"), gnu::always_inline]] inline

/** Eight frames that lie in two registers, to eight samples of either channel. */
LOOPHOLE_AVX2_INLINE void storeDealt(__m256 frames0to3, __m256 frames4to7, float* left, float* right)
{
    // Each half of a register is dealt on its own (frames 0 1 4 5 | 2 3 6 7), then the pairs are put in order.
    const auto lefts = _mm256_castps_pd(_mm256_shuffle_ps(frames0to3, frames4to7, 0b10'00'10'00));
    const auto rights = _mm256_castps_pd(_mm256_shuffle_ps(frames0to3, frames4to7, 0b11'01'11'01));
    _mm256_storeu_pd(reinterpret_cast<double*>(left), _mm256_permute4x64_pd(lefts, 0b11'01'10'00));
    _mm256_storeu_pd(reinterpret_cast<double*>(right), _mm256_permute4x64_pd(rights, 0b11'01'10'00));
}

/** Four frames of two samples at full scale of 32 bits. */
struct Stereo16
{
    static constexpr std::size_t frameBytes = 4;
    static constexpr std::size_t bytesLoaded = 16; ///< for four frames
    LOOPHOLE_AVX2_INLINE static __m256 load(const std::byte* in)
    {
        __m128i words;
        std::memcpy(&words, in, sizeof words);
        return _mm256_mul_ps(_mm256_cvtepi32_ps(_mm256_cvtepi16_epi32(words)), _mm256_set1_ps(0x1p-15f));
    }
};

/** Twelve bytes to each half of a register, spread over its four lanes by one shuffle. */
template <bool isBig>
struct Stereo24
{
    static constexpr std::size_t frameBytes = 6;
    static constexpr std::size_t bytesLoaded = 28;
    LOOPHOLE_AVX2_INLINE static __m256 load(const std::byte* in)
    {
        constexpr char zero = -128;
        const auto little = _mm_setr_epi8(zero, 0, 1, 2, zero, 3, 4, 5, zero, 6, 7, 8, zero, 9, 10, 11);
        const auto big = _mm_setr_epi8(zero, 2, 1, 0, zero, 5, 4, 3, zero, 8, 7, 6, zero, 11, 10, 9);
        const auto spread = _mm256_broadcastsi128_si256(isBig ? big : little);
        __m128i lower;
        __m128i upper;
        std::memcpy(&lower, in, sizeof lower);
        std::memcpy(&upper, in + 12, sizeof upper);
        const auto bytes = _mm256_inserti128_si256(_mm256_castsi128_si256(lower), upper, 1);
        const auto integers = _mm256_shuffle_epi8(bytes, spread);
        return _mm256_mul_ps(_mm256_cvtepi32_ps(integers), _mm256_set1_ps(0x1p-31f));
    }
};

struct Stereo32
{
    static constexpr std::size_t frameBytes = 8;
    static constexpr std::size_t bytesLoaded = 32;
    LOOPHOLE_AVX2_INLINE static __m256 load(const std::byte* in)
    {
        __m256i words;
        std::memcpy(&words, in, sizeof words);
        return _mm256_mul_ps(_mm256_cvtepi32_ps(words), _mm256_set1_ps(0x1p-31f));
    }
};

struct StereoFloat
{
    static constexpr std::size_t frameBytes = 8;
    static constexpr std::size_t bytesLoaded = 32;
    LOOPHOLE_AVX2_INLINE static __m256 load(const std::byte* in)
    {
        __m256 samples;
        std::memcpy(&samples, in, sizeof samples);
        return samples;
    }
};

template <class Stereo, SampleEncoding encoding>
LOOPHOLE_AVX2 void convertStereo(const std::byte* in, float* left, float* right, std::size_t frames)
{
    constexpr auto half = 4 * Stereo::frameBytes;
    // The second half's load reaches a little beyond its frames, but never beyond those that are there.
    constexpr auto framesNeeded = (half + Stereo::bytesLoaded + Stereo::frameBytes - 1) / Stereo::frameBytes;
    std::size_t i = 0;
    for (; i + framesNeeded <= frames; i += 8)
    {
        const auto* at = in + i * Stereo::frameBytes;
        storeDealt(Stereo::load(at), Stereo::load(at + half), left + i, right + i);
    }
    std::array<float, 2 * framesNeeded> rest;
    toFloat(InstructionSet::avx2, encoding)(in + i * Stereo::frameBytes, rest.data(), 2 * (frames - i));
    dealRun(rest.data(), left + i, right + i, frames - i);
}

LOOPHOLE_AVX2 void dealStereoAvx2(const float* interleaved, float* left, float* right, std::size_t frames)
{
    std::size_t i = 0;
    for (; i + 8 <= frames; i += 8)
        storeDealt(_mm256_loadu_ps(interleaved + 2 * i), _mm256_loadu_ps(interleaved + 2 * i + 8), left + i, right + i);
    dealRun(interleaved + 2 * i, left + i, right + i, frames - i);
}
#endif

} // namespace

ToStereo toStereo([[maybe_unused]] InstructionSet set, [[maybe_unused]] SampleEncoding encoding)
{
#if defined(__x86_64__)
    if (set == InstructionSet::avx2)
        switch (encoding)
        {
        case SampleEncoding::int16Little:
            return convertStereo<Stereo16, SampleEncoding::int16Little>;
        case SampleEncoding::int24Little:
            return convertStereo<Stereo24<false>, SampleEncoding::int24Little>;
        case SampleEncoding::int24Big:
            return convertStereo<Stereo24<true>, SampleEncoding::int24Big>;
        case SampleEncoding::int32Little:
            return convertStereo<Stereo32, SampleEncoding::int32Little>;
        case SampleEncoding::float32Little:
            return convertStereo<StereoFloat, SampleEncoding::float32Little>;
        default:
            break;
        }
#endif
    return nullptr;
}

void dealStereo([[maybe_unused]] InstructionSet set, const float* interleaved, float* left, float* right,
                std::size_t frames)
{
#if defined(__x86_64__)
    if (set == InstructionSet::avx2)
        return dealStereoAvx2(interleaved, left, right, frames);
#endif
    dealRun(interleaved, left, right, frames);
}

} // namespace loophole::signal::kernels
