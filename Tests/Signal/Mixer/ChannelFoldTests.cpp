#include "Signal/Mixer/ChannelFold.h"

#include "Support/TestSignals.h"

#include <catch2/catch.hpp>

using namespace loophole;
using namespace loophole::signal;
using loophole::testing::TestSignal;

namespace
{

/** What reaches each of `channels` when only channel `from` of `width` carries a 1. */
std::vector<float> reach(int width, int from, int channels)
{
    TestSignal source(width, 1);
    source.channels[static_cast<std::size_t>(from)][0] = 1.0f;
    TestSignal destination(channels, 1);
    foldChannels(source.pointers().data(), width, destination.pointers().data(), channels, 0, 1, Summing::first);
    std::vector<float> levels;
    for (const auto& channel : destination.channels)
        levels.push_back(channel[0]);
    return levels;
}

constexpr float minus3dB = 0.70710678f;

} // namespace

TEST_CASE("mono goes to the first two channels, stereo straight, and the rest stays silent")
{
    REQUIRE(reach(1, 0, 1) == std::vector<float>{1});
    REQUIRE(reach(1, 0, 2) == std::vector<float>{1, 1});
    REQUIRE(reach(1, 0, 6) == std::vector<float>{1, 1, 0, 0, 0, 0});
    REQUIRE(reach(2, 1, 4) == std::vector<float>{0, 1, 0, 0});
}

TEST_CASE("5.1 folds to stereo by BS.775 and leaves the LFE out")
{
    REQUIRE(reach(6, 0, 2) == std::vector<float>{1, 0});
    REQUIRE(reach(6, 2, 2) == std::vector<float>{minus3dB, minus3dB});
    REQUIRE(reach(6, 3, 2) == std::vector<float>{0, 0});
    REQUIRE(reach(6, 4, 2) == std::vector<float>{minus3dB, 0});
    REQUIRE(reach(6, 5, 2) == std::vector<float>{0, minus3dB});
}

TEST_CASE("every width from three to eight keeps left and right at unity on their sides")
{
    for (int width = 3; width <= 8; ++width)
    {
        REQUIRE(reach(width, 0, 2) == std::vector<float>{1, 0});
        REQUIRE(reach(width, 1, 2) == std::vector<float>{0, 1});
        REQUIRE(reach(width, 1, 1) == std::vector<float>{0.5f});
    }
}

TEST_CASE("stereo on one channel is half the sum")
{
    REQUIRE(reach(2, 0, 1) == std::vector<float>{0.5f});
    REQUIRE(reach(2, 1, 1) == std::vector<float>{0.5f});
}
