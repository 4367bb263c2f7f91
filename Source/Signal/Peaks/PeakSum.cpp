#include "Signal/Peaks/PeakSum.h"

#include <algorithm>
#include <array>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace loophole::signal
{

namespace
{

constexpr std::size_t lanes = 8;
constexpr std::size_t binFrames = PeakLayout::finestFrames;

/** One run, any length, any processor; the order of sums is the one that the header promises. */
PeakSum measurePortably(const float* samples, std::size_t frames)
{
    PeakSum sum;
    std::array<double, lanes> squares{};
    for (std::size_t i = 0; i < frames; ++i)
    {
        const float sample = std::isnan(samples[i]) ? 0.0f : samples[i];
        sum.min = sample < sum.min ? sample : sum.min;
        sum.max = sample > sum.max ? sample : sum.max;
        squares[i % lanes] += static_cast<double>(sample) * static_cast<double>(sample);
    }
    for (std::size_t i = 0; i < 4; ++i)
        squares[i] += squares[i + 4];
    sum.squares = (squares[0] + squares[2]) + (squares[1] + squares[3]);
    sum.frames = static_cast<std::int64_t>(frames);
    return sum;
}

void measureBinsPortably(const float* samples, std::size_t bins, PeakSums out)
{
    for (std::size_t bin = 0; bin < bins; ++bin)
    {
        const auto sum = measurePortably(samples + bin * binFrames, binFrames);
        out.min[bin] = sum.min;
        out.max[bin] = sum.max;
        out.squares[bin] = sum.squares;
    }
}

void rootsPortably(const double* squares, double share, std::size_t count, float* roots)
{
    for (std::size_t i = 0; i < count; ++i)
        roots[i] = static_cast<float>(std::sqrt(squares[i] * share));
}

#if defined(__x86_64__)
/** Eight partial results of a run, on every processor of this kind. */
void measureBinsByFours(const float* samples, std::size_t bins, PeakSums out)
{
    for (std::size_t bin = 0; bin < bins; ++bin, samples += binFrames)
    {
        auto min = _mm_set1_ps(std::numeric_limits<float>::infinity());
        auto max = _mm_set1_ps(-std::numeric_limits<float>::infinity());
        __m128d squares[4] = {_mm_setzero_pd(), _mm_setzero_pd(), _mm_setzero_pd(), _mm_setzero_pd()};
        for (std::size_t i = 0; i < binFrames; i += lanes)
            for (std::size_t half = 0; half < 2; ++half)
            {
                const auto four = _mm_loadu_ps(samples + i + 4 * half);
                min = _mm_min_ps(four, min);
                max = _mm_max_ps(four, max);
                const auto low = _mm_cvtps_pd(four);
                const auto high = _mm_cvtps_pd(_mm_movehl_ps(four, four));
                squares[2 * half] = _mm_add_pd(squares[2 * half], _mm_mul_pd(low, low));
                squares[2 * half + 1] = _mm_add_pd(squares[2 * half + 1], _mm_mul_pd(high, high));
            }
        const auto two = _mm_add_pd(_mm_add_pd(squares[0], squares[2]), _mm_add_pd(squares[1], squares[3]));
        min = _mm_min_ps(min, _mm_movehl_ps(min, min));
        max = _mm_max_ps(max, _mm_movehl_ps(max, max));
        out.min[bin] = _mm_cvtss_f32(_mm_min_ss(min, _mm_shuffle_ps(min, min, 1)));
        out.max[bin] = _mm_cvtss_f32(_mm_max_ss(max, _mm_shuffle_ps(max, max, 1)));
        out.squares[bin] = _mm_cvtsd_f64(_mm_add_sd(two, _mm_unpackhi_pd(two, two)));
        // A NaN among the samples makes a NaN of the sum: rare enough to be measured again with care.
        if (std::isnan(out.squares[bin]))
            measureBinsPortably(samples, 1, {out.min + bin, out.max + bin, out.squares + bin});
    }
}

/** Processors that have AVX2 have FMA too, all but a few that nobody makes any more. */
bool hasFusedSums()
{
    static const bool has = __builtin_cpu_supports("fma") != 0;
    return has;
}

#define LOOPHOLE_AVX2 [[gnu::target("avx2,fma")]]

/** Eight partial results of a run, in the lanes of four registers. */
struct Lanes
{
    __m256 min;
    __m256 max;
    __m256d lowSquares;
    __m256d highSquares;
};

LOOPHOLE_AVX2 inline Lanes measureEights(const float* samples, std::size_t frames)
{
    Lanes sum{_mm256_set1_ps(std::numeric_limits<float>::infinity()),
              _mm256_set1_ps(-std::numeric_limits<float>::infinity()), _mm256_setzero_pd(), _mm256_setzero_pd()};
    for (std::size_t i = 0; i < frames; i += lanes)
    {
        const auto eight = _mm256_loadu_ps(samples + i);
        sum.min = _mm256_min_ps(eight, sum.min);
        sum.max = _mm256_max_ps(eight, sum.max);
        const auto low = _mm256_cvtps_pd(_mm_loadu_ps(samples + i));
        const auto high = _mm256_cvtps_pd(_mm_loadu_ps(samples + i + lanes / 2));
        // The square of a float is exact in double, so that this is what a product and a sum would give.
        sum.lowSquares = _mm256_fmadd_pd(low, low, sum.lowSquares);
        sum.highSquares = _mm256_fmadd_pd(high, high, sum.highSquares);
    }
    return sum;
}

LOOPHOLE_AVX2 inline float lowestOf(__m256 eight)
{
    auto four = _mm_min_ps(_mm256_castps256_ps128(eight), _mm256_extractf128_ps(eight, 1));
    four = _mm_min_ps(four, _mm_movehl_ps(four, four));
    return _mm_cvtss_f32(_mm_min_ss(four, _mm_movehdup_ps(four)));
}

LOOPHOLE_AVX2 inline float highestOf(__m256 eight)
{
    auto four = _mm_max_ps(_mm256_castps256_ps128(eight), _mm256_extractf128_ps(eight, 1));
    four = _mm_max_ps(four, _mm_movehl_ps(four, four));
    return _mm_cvtss_f32(_mm_max_ss(four, _mm_movehdup_ps(four)));
}

LOOPHOLE_AVX2 inline double sumOf(__m256d four)
{
    const auto two = _mm_add_pd(_mm256_castpd256_pd128(four), _mm256_extractf128_pd(four, 1));
    return _mm_cvtsd_f64(_mm_add_sd(two, _mm_unpackhi_pd(two, two)));
}

LOOPHOLE_AVX2 void measureBinsByEights(const float* samples, std::size_t bins, PeakSums out)
{
    for (std::size_t bin = 0; bin < bins; ++bin, samples += binFrames)
    {
        const auto sum = measureEights(samples, binFrames);
        out.min[bin] = lowestOf(sum.min);
        out.max[bin] = highestOf(sum.max);
        out.squares[bin] = sumOf(_mm256_add_pd(sum.lowSquares, sum.highSquares));
        // A NaN among the samples makes a NaN of the sum: rare enough to be measured again with care.
        if (std::isnan(out.squares[bin]))
            measureBinsPortably(samples, 1, {out.min + bin, out.max + bin, out.squares + bin});
    }
}

LOOPHOLE_AVX2 void rootsByFours(const double* squares, double share, std::size_t count, float* roots)
{
    std::size_t i = 0;
    for (; i + 4 <= count; i += 4)
        _mm_storeu_ps(roots + i, _mm256_cvtpd_ps(_mm256_sqrt_pd(
                                     _mm256_mul_pd(_mm256_loadu_pd(squares + i), _mm256_set1_pd(share)))));
    rootsPortably(squares + i, share, count - i, roots + i);
}

/** `eights` and `rest` are added lane by lane, so the order of sums is that of one pass. */
LOOPHOLE_AVX2 PeakSum measureByEights(const float* samples, std::size_t frames)
{
    const auto whole = frames / lanes * lanes;
    auto sum = measureEights(samples, whole);
    std::array<float, lanes> rest{};
    std::copy(samples + whole, samples + frames, rest.begin());
    const auto low = _mm256_cvtps_pd(_mm_loadu_ps(rest.data()));
    const auto high = _mm256_cvtps_pd(_mm_loadu_ps(rest.data() + lanes / 2));
    sum.lowSquares = _mm256_add_pd(sum.lowSquares, _mm256_mul_pd(low, low));
    sum.highSquares = _mm256_add_pd(sum.highSquares, _mm256_mul_pd(high, high));
    PeakSum result{lowestOf(sum.min), highestOf(sum.max), sumOf(_mm256_add_pd(sum.lowSquares, sum.highSquares)),
                   static_cast<std::int64_t>(frames)};
    if (std::isnan(result.squares))
        return measurePortably(samples, frames);
    for (std::size_t i = whole; i < frames; ++i)
    {
        result.min = std::min(result.min, samples[i]);
        result.max = std::max(result.max, samples[i]);
    }
    return result;
}
#endif

} // namespace

void measureBins(const float* samples, std::size_t bins, PeakSums out, InstructionSet instructions)
{
#if defined(__x86_64__)
    if (instructions == InstructionSet::avx2 && hasFusedSums())
        return measureBinsByEights(samples, bins, out);
    return measureBinsByFours(samples, bins, out);
#else
    measureBinsPortably(samples, bins, out);
#endif
}

PeakSum measure(const float* samples, std::size_t frames, InstructionSet instructions)
{
#if defined(__x86_64__)
    if (instructions == InstructionSet::avx2 && hasFusedSums())
        return measureByEights(samples, frames);
#endif
    return measurePortably(samples, frames);
}

void rootsOf(const double* squares, double share, std::size_t count, float* roots, InstructionSet instructions)
{
#if defined(__x86_64__)
    if (instructions == InstructionSet::avx2 && hasFusedSums())
        return rootsByFours(squares, share, count, roots);
#endif
    rootsPortably(squares, share, count, roots);
}

} // namespace loophole::signal
