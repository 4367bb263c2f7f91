#include "Signal/Mixer/MixKernels.h"

#include "Support/TestSignals.h"

#include <catch2/catch.hpp>

#include <numeric>

using namespace loophole;
using namespace loophole::signal;
using loophole::testing::makeNoise;

TEST_CASE("the peak is the largest magnitude of either sign")
{
    const std::vector<float> samples{0.1f, -0.7f, 0.6f, -0.0f};
    REQUIRE(peakOf(samples.data(), 4) == 0.7f);
    REQUIRE(peakOf(samples.data(), 0) == 0.0f);
}

TEST_CASE("a channel at unity is summed bit for bit and its level told")
{
    const auto noise = makeNoise(2, 515, 3).channels;
    auto sum = noise[0];
    GainRamp ramp;
    ramp.jumpTo({1.0f, 1.0f, 1.0f});
    const auto level = mixChannel(sum.data(), noise[1].data(), 515, ramp, 0, Travel::forward, Summing::more);
    for (std::size_t i = 0; i < sum.size(); ++i)
        REQUIRE(sum[i] == noise[0][i] + noise[1][i]);
    REQUIRE(level.peak == peakOf(noise[1].data(), 515));
    REQUIRE(level.squares ==
            Approx(std::inner_product(noise[1].begin(), noise[1].end(), noise[1].begin(), 0.0)).epsilon(1e-5));
    mixChannel(sum.data(), noise[1].data(), 515, ramp, 0, Travel::forward, Summing::first);
    REQUIRE(sum == noise[1]);
}

TEST_CASE("a ramp runs with time: up in forward travel, mirrored in backward travel")
{
    const std::vector<float> ones(10, 1.0f);
    std::vector<float> out(10);
    GainRamp ramp;
    ramp.jumpTo({0.0f, 0.0f, 0.0f});
    ramp.moveTo({1.0f, 1.0f, 1.0f}, 10);
    mixChannel(out.data(), ones.data(), 10, ramp, 1, Travel::forward, Summing::first);
    REQUIRE(out[0] == 0.0f);
    REQUIRE(out[9] == Approx(0.9));
    mixChannel(out.data(), ones.data(), 10, ramp, 1, Travel::backward, Summing::first);
    REQUIRE(out[9] == 0.0f);
    REQUIRE(out[0] == Approx(0.9));
}
