#include "App/Bench/PeakPeers.h"

#include "Signal/Codec/MediaFile.h"

#include <benchmark/benchmark.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <stdexcept>
#include <thread>
#include <vector>
#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace loophole::bench
{
namespace
{

/** Of 24-bit samples at the top of 32 bits. */
struct Extent
{
    std::int32_t low = 0;
    std::int32_t high = 0;
    double squares = 0;
};

void measurePlainly(const std::byte* bytes, std::size_t samples, Extent& extent)
{
    for (std::size_t i = 0; i < samples; ++i)
    {
        std::uint32_t word = 0;
        std::memcpy(reinterpret_cast<char*>(&word) + 1, bytes + 3 * i, 3);
        const auto sample = static_cast<std::int32_t>(word);
        extent.low = std::min(extent.low, sample);
        extent.high = std::max(extent.high, sample);
        extent.squares += static_cast<double>(sample) * static_cast<double>(sample);
    }
}

#if defined(__x86_64__)
/** Sums in floats for 64 samples at a time: what is quickest, not what is exact. */
[[gnu::target("avx2,fma")]] std::size_t measureWithAvx2(const std::byte* bytes, std::size_t samples, Extent& extent)
{
    constexpr char zero = -128;
    const auto spread =
        _mm256_broadcastsi128_si256(_mm_setr_epi8(zero, 0, 1, 2, zero, 3, 4, 5, zero, 6, 7, 8, zero, 9, 10, 11));
    auto low = _mm256_setzero_si256();
    auto high = _mm256_setzero_si256();
    auto squares = _mm256_setzero_pd();
    std::size_t done = 0;
    for (; done + 64 + 8 <= samples; done += 64)
    {
        auto run = _mm256_setzero_ps();
        for (std::size_t i = done; i < done + 64; i += 8)
        {
            __m128i lower;
            __m128i upper;
            std::memcpy(&lower, bytes + 3 * i, sizeof lower);
            std::memcpy(&upper, bytes + 3 * i + 12, sizeof upper);
            const auto eight =
                _mm256_shuffle_epi8(_mm256_inserti128_si256(_mm256_castsi128_si256(lower), upper, 1), spread);
            low = _mm256_min_epi32(low, eight);
            high = _mm256_max_epi32(high, eight);
            const auto values = _mm256_cvtepi32_ps(eight);
            run = _mm256_fmadd_ps(values, values, run);
        }
        squares = _mm256_add_pd(
            squares, _mm256_cvtps_pd(_mm_add_ps(_mm256_castps256_ps128(run), _mm256_extractf128_ps(run, 1))));
    }
    alignas(32) std::array<std::int32_t, 8> lows;
    alignas(32) std::array<std::int32_t, 8> highs;
    alignas(32) std::array<double, 4> sums;
    _mm256_store_si256(reinterpret_cast<__m256i*>(lows.data()), low);
    _mm256_store_si256(reinterpret_cast<__m256i*>(highs.data()), high);
    _mm256_store_pd(sums.data(), squares);
    extent.low = std::min(extent.low, *std::ranges::min_element(lows));
    extent.high = std::max(extent.high, *std::ranges::max_element(highs));
    extent.squares += sums[0] + sums[1] + sums[2] + sums[3];
    return done;
}
#endif

void measureBytes(const std::byte* bytes, std::size_t samples, Extent& extent)
{
    std::size_t done = 0;
#if defined(__x86_64__)
    if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma"))
        done = measureWithAvx2(bytes, samples, extent);
#endif
    measurePlainly(bytes + 3 * done, samples - done, extent);
}

void measurePart(const signal::MediaFile& file, std::int64_t from, std::int64_t to)
{
    auto thread = DiskThread::mint();
    constexpr std::size_t pieceBytes = 3 << 14; // whole samples that stay in the second cache
    std::vector<std::byte> piece(pieceBytes);
    Extent extent;
    for (; from < to; from += static_cast<std::int64_t>(pieceBytes))
        if (const auto count = file.readAt(thread, from, piece))
            measureBytes(piece.data(), count.value() / 3, extent);
    benchmark::DoNotOptimize(extent);
}

} // namespace

void measureNothingButPcm(const std::filesystem::path& path)
{
    auto thread = DiskThread::mint();
    const auto opened = signal::MediaFile::open(thread, path);
    if (!opened)
        throw std::runtime_error(opened.failure().message());
    const auto& file = *opened.value();
    constexpr std::int64_t headerBytes = 44;
    const auto cores = static_cast<std::int64_t>(std::max(1u, std::thread::hardware_concurrency()));
    const auto share = (file.size() / cores + 1) / 3 * 3 + 3;
    std::vector<std::jthread> beside;
    for (std::int64_t core = 1; core < cores; ++core)
        beside.emplace_back([&file, from = headerBytes + core * share, share]
                            { measurePart(file, from, std::min(from + share, file.size())); });
    measurePart(file, headerBytes, headerBytes + share);
}

} // namespace loophole::bench
