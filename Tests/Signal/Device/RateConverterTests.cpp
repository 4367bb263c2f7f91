#include "Signal/Device/RateConverter.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <numbers>

using namespace loophole;
using namespace loophole::signal;

namespace
{

/** A unit sine, converted in pulls of `block` frames. */
std::vector<float> convertedSine(double hertz, int from, int to, int frames, int block)
{
    RateConverter converter;
    converter.prepare(SampleRate(from), SampleRate(to), 1, block);
    std::vector<float> output(static_cast<std::size_t>(frames));
    std::vector<float> input;
    std::int64_t position = 0;
    for (int done = 0; done < frames; done += block)
    {
        const auto count = std::min(block, frames - done);
        input.resize(static_cast<std::size_t>(converter.inputNeeded(count)));
        for (auto& sample : input)
            sample =
                static_cast<float>(std::sin(2.0 * std::numbers::pi * hertz * static_cast<double>(position++) / from));
        const float* in[] = {input.data()};
        converter.push(in, static_cast<int>(input.size()));
        float* out[] = {output.data() + done};
        converter.pull(out, count);
    }
    return output;
}

/** Largest difference to the same sine at the output's rate, in dB of full scale, once the kernel is full. */
double worstErrorDb(double hertz, int from, int to)
{
    const auto output = convertedSine(hertz, from, to, 20000, 512);
    double worst = 0;
    for (std::size_t n = 1000; n < output.size(); ++n)
        worst = std::max(worst, std::abs(static_cast<double>(output[n]) -
                                         std::sin(2.0 * std::numbers::pi * hertz * static_cast<double>(n) / to)));
    return 20.0 * std::log10(worst);
}

double peakDb(const std::vector<float>& samples)
{
    float peak = 0;
    for (std::size_t n = 1000; n < samples.size(); ++n)
        peak = std::max(peak, std::abs(samples[n]));
    return 20.0 * std::log10(static_cast<double>(peak));
}

} // namespace

TEST_CASE("a sine is the same sine at the other rate, aligned to the frame")
{
    // Single precision leaves 2⁻²⁴ of rounding a tap; every sample, not the average, is within −115 dB.
    const auto rates =
        GENERATE(std::pair(48000, 44100), std::pair(44100, 48000), std::pair(48000, 96000), std::pair(96000, 44100));
    const auto hertz = GENERATE(997.0, 19000.0);
    INFO(rates.first << " to " << rates.second << " at " << hertz);
    CHECK(worstErrorDb(hertz, rates.first, rates.second) < -115.0);
}

TEST_CASE("rates without a common divisor are interpolated between phases")
{
    CHECK(worstErrorDb(997.0, 48000, 44099) < -110.0);
}

TEST_CASE("what the lower rate cannot carry is gone rather than folded back")
{
    CHECK(peakDb(convertedSine(23500.0, 48000, 44100, 20000, 512)) < -60.0);
    CHECK(peakDb(convertedSine(30000.0, 96000, 48000, 20000, 512)) < -120.0);
}

TEST_CASE("the output does not depend on how it is cut into blocks")
{
    const auto whole = convertedSine(440.0, 48000, 44100, 5000, 5000);
    for (const int block : {1, 7, 441, 1024})
        CHECK(convertedSine(440.0, 48000, 44100, 5000, block) == whole);
}

TEST_CASE("the input that is taken keeps to the ratio for good")
{
    RateConverter converter;
    converter.prepare(SampleRate(48000), SampleRate(44100), 1, 441);
    std::vector<float> samples(static_cast<std::size_t>(converter.maximumInput()));
    std::vector<float> output(441);
    const float* in[] = {samples.data()};
    float* out[] = {output.data()};
    std::int64_t taken = 0;
    for (int block = 0; block < 100 * 60; ++block)
    {
        const auto needed = converter.inputNeeded(441);
        REQUIRE(needed <= converter.maximumInput());
        converter.push(in, needed);
        converter.pull(out, 441);
        taken += needed;
    }
    // A minute; the last output stands 480 / 441 frames before the next block.
    CHECK(std::abs(taken - 60 * 48000 - converter.lookAheadFrames()) <= 1);
}
