#include "Aura/Waveform/WaveformColumns.h"

#include "Support/GrowingPeaks.h"
#include "Support/TestSignals.h"

#include <catch2/catch.hpp>

#include <numbers>

using namespace loophole;
using namespace loophole::aura;
using loophole::testing::makeNoise;

namespace
{

std::vector<float> noise(std::int64_t frames)
{
    return makeNoise(1, frames, 3).channels.front();
}

/** Every frame of [first, last) looked at. */
Peak bruteForce(const std::vector<float>& samples, std::int64_t first, std::int64_t last)
{
    Peak peak{1, -1, 0};
    auto squares = 0.0;
    for (auto i = first; i < last; ++i)
    {
        const auto sample = samples[static_cast<std::size_t>(i)];
        peak.min = std::min(peak.min, sample);
        peak.max = std::max(peak.max, sample);
        squares += static_cast<double>(sample) * static_cast<double>(sample);
    }
    peak.rms = static_cast<float>(std::sqrt(squares / static_cast<double>(last - first)));
    return peak;
}

void requireEqual(Peak a, Peak b)
{
    REQUIRE(a.min == b.min);
    REQUIRE(a.max == b.max);
    REQUIRE(a.rms == Approx(b.rms).epsilon(1e-5));
}

} // namespace

TEST_CASE("a column of peaks is what a look at every sample of the peaks it touches finds")
{
    constexpr std::int64_t framesPerPeak = 64;
    const auto samples = noise(framesPerPeak * 100);
    std::vector<Peak> peaks;
    for (std::int64_t i = 0; i < 100; ++i)
        peaks.push_back(bruteForce(samples, i * framesPerPeak, (i + 1) * framesPerPeak));
    for (const auto framesPerPixel : {64.0, 100.0, 133.7, 255.9})
        for (auto x = 0; (x + 1) * framesPerPixel <= framesPerPeak * 100; ++x)
        {
            const auto first = static_cast<std::int64_t>(x * framesPerPixel) / framesPerPeak * framesPerPeak;
            const auto last = (static_cast<std::int64_t>(std::ceil((x + 1) * framesPerPixel)) + framesPerPeak - 1) /
                              framesPerPeak * framesPerPeak;
            requireEqual(columnFromPeaks(peaks, framesPerPeak, x * framesPerPixel, (x + 1) * framesPerPixel),
                         bruteForce(samples, first, last));
        }
}

TEST_CASE("a column of samples includes the first frame of the next, so that no slope has a gap")
{
    const auto samples = noise(1000);
    for (const auto framesPerPixel : {1.0, 1.5, 7.0, 63.9})
        for (auto x = 0; (x + 1) * framesPerPixel < 999; ++x)
        {
            const auto first = static_cast<std::int64_t>(std::floor(x * framesPerPixel));
            const auto last = static_cast<std::int64_t>(std::floor((x + 1) * framesPerPixel)) + 1;
            requireEqual(columnFromSamples(samples, 5000, 5000 + x * framesPerPixel, 5000 + (x + 1) * framesPerPixel),
                         bruteForce(samples, first, last));
        }
}

TEST_CASE("outside the medium a column is silent")
{
    const std::vector<Peak> peaks{{-1, 1, 0.5f}};
    REQUIRE(columnFromPeaks(peaks, 64, -200, -100) == Peak{});
    REQUIRE(columnFromPeaks(peaks, 64, 64, 128) == Peak{});
    REQUIRE(columnFromPeaks({}, 64, 0, 64) == Peak{});
    REQUIRE(columnFromPeaks(peaks, 64, -200, 1) == peaks.front());
    REQUIRE(columnFromSamples({}, 0, 0, 10) == Peak{});
}

TEST_CASE("the curve goes through every sample and follows a sine between them")
{
    std::vector<float> samples;
    const auto sine = [](double frame) { return 0.8 * std::sin(2 * std::numbers::pi * 0.11 * frame + 0.3); };
    for (auto i = 0; i < 200; ++i)
        samples.push_back(static_cast<float>(sine(i)));
    for (auto i = 0; i < 200; ++i)
        REQUIRE(interpolatedAt(samples, i) == samples[static_cast<std::size_t>(i)]);
    // The Hann window leaves under a thousandth of a sine at this frequency: below a pixel of any lane.
    for (auto frame = 20.0; frame < 180; frame += 0.37)
        REQUIRE(static_cast<double>(interpolatedAt(samples, frame)) == Approx(sine(frame)).margin(2e-3));
    REQUIRE(interpolatedAt(samples, -20.5) == 0);
    REQUIRE(interpolatedAt(samples, 220.5) == 0);
}

TEST_CASE("a column comes from the level where that is there, else from a finer one, else from the sketch")
{
    const auto signal = testing::makeNoise(1, 5 * PeakLayout::stretchFrames, 5);
    const testing::GrowingPeaks growing(signal);
    const auto& cache = *growing.peaks;
    const auto coarsest = PeakLayout::stretchLevel + 1;
    REQUIRE(columnFromCache(cache, 0, coarsest, 0, 1e6).certainty == Certainty::none);
    growing.peaks->setSketch({{{Peak{-0.5f, 0.25f, 0.1f}}}});
    const auto sketched = columnFromCache(cache, 0, coarsest, 0, 1e6);
    REQUIRE(sketched.certainty == Certainty::sketched);
    REQUIRE(sketched.peak == Peak{-0.5f, 0.25f, 0.1f});

    growing.peaks->markWritten(PeakLayout::stretchLevel, 0, 2);
    const auto from = 2.0 * PeakLayout::stretchFrames;
    const auto sharp = columnFromCache(cache, 0, coarsest, from + 5, from + 1000);
    REQUIRE(sharp.certainty == Certainty::sharp);
    REQUIRE(sharp.peak == cache.peak(0, PeakLayout::stretchLevel, 2));
    REQUIRE(columnFromCache(cache, 0, coarsest, from - 5, from + 1000).certainty == Certainty::sketched);
    REQUIRE(columnFromCache(cache, 0, 0, 6e6, 7e6).certainty == Certainty::none);
    REQUIRE(columnFromCache(cache, 0, 0, -50, -10).certainty == Certainty::none);
}
