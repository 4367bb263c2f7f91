#include "Signal/Stream/MovingRateKernel.h"

#include <catch2/catch.hpp>
#include <cmath>
#include <cstdint>
#include <numbers>
#include <vector>

using namespace loophole::signal;

namespace
{

const MovingRateKernel& kernel()
{
    static const MovingRateKernel shared;
    return shared;
}

/** A cosine of this frequency (cycles a source frame), read at a position. */
double readTone(double frequency, double position, double rate)
{
    const auto& band = kernel().bandFor(rate);
    const auto whole = static_cast<std::int64_t>(std::floor(position));
    std::vector<float> source(static_cast<std::size_t>(band.taps()));
    for (std::size_t t = 0; t < source.size(); ++t)
        source[t] =
            static_cast<float>(std::cos(2.0 * std::numbers::pi * frequency *
                                        static_cast<double>(whole - band.before() + static_cast<std::int64_t>(t))));
    const auto step = band.stepAt(0, position - static_cast<double>(whole));
    const float* const sources[] = {source.data()};
    float sum = 0;
    float* const sums[] = {&sum};
    filter(band.table(), &step, 1, {sources, sums, 1});
    return static_cast<double>(sum);
}

/** Level of the error against the exact tone, over positions that run at `rate`. */
double errorDb(double frequency, double rate)
{
    double error = 0;
    constexpr int count = 2000;
    for (int n = 0; n < count; ++n)
    {
        const auto position = 1000.0 + n * rate;
        error += std::pow(readTone(frequency, position, rate) - std::cos(2.0 * std::numbers::pi * frequency * position),
                          2.0);
    }
    return 10.0 * std::log10(error / count * 2.0);
}

double levelDb(double frequency, double rate)
{
    double sum = 0;
    constexpr int count = 2000;
    for (int n = 0; n < count; ++n)
        sum += std::pow(readTone(frequency, 1000.0 + n * rate, rate), 2.0);
    return 10.0 * std::log10(sum / count * 2.0);
}

} // namespace

TEST_CASE("a tone read at a moving rate is the tone")
{
    for (const auto rate : {0.1, 0.5, 0.997, 1.0})
        for (const auto frequency : {0.01, 0.1, 0.25, 0.39})
        {
            CAPTURE(rate, frequency, errorDb(frequency, rate));
            CHECK(errorDb(frequency, rate) < -95.0);
        }
}

TEST_CASE("at fast rates what stays below the new Nyquist frequency passes")
{
    for (const auto rate : {1.5, 2.0, 3.3, 8.0})
    {
        const auto frequency = 0.3 / rate;
        CAPTURE(rate, errorDb(frequency, rate));
        CHECK(errorDb(frequency, rate) < -90.0);
    }
}

TEST_CASE("at fast rates what would fold back is gone")
{
    for (const auto rate : {1.19, 1.5, 2.0, 3.3, 8.0})
        for (const auto frequency : {0.5 / rate * 1.02, 0.45})
        {
            if (frequency < 0.5 / rate)
                continue;
            CAPTURE(rate, frequency, levelDb(frequency, rate));
            CHECK(levelDb(frequency, rate) < -90.0);
        }
}

TEST_CASE("the direction does not change the band")
{
    CHECK(&kernel().bandFor(-2.0) == &kernel().bandFor(2.0));
    CHECK(&kernel().bandFor(0.0) == &kernel().bandFor(1.0));
    CHECK(kernel().bandFor(100.0).taps() == MovingRateKernel::maxTaps);
}

TEST_CASE("the margin covers every tap of the band")
{
    CHECK(MovingRateKernel::marginFor(1.0) == 0);
    for (const auto rate : {0.1, 0.5, 1.001, 1.2, 2.0, 5.0, 8.0, -3.0})
    {
        const auto& band = kernel().bandFor(rate);
        CHECK(MovingRateKernel::marginFor(rate) >= band.before());
        CHECK(MovingRateKernel::marginFor(rate) >= band.taps() - band.before() - 1);
        CHECK(band.taps() % sumLanes == 0);
        CHECK(band.taps() <= MovingRateKernel::maxTaps);
    }
}
