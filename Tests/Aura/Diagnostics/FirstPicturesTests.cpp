#include "Aura/Diagnostics/FirstPictures.h"

#include <catch2/catch.hpp>
#include <vector>

using loophole::AssetId;
using loophole::Instant;
using loophole::aura::FirstPictures;
using namespace std::chrono_literals;

TEST_CASE("a waveform has waited from when it was asked for until it was shown, once")
{
    FirstPictures pictures;
    pictures.asked(AssetId{1}, Instant(10ms));
    pictures.asked(AssetId{2}, Instant(12ms));
    pictures.shown(std::vector{AssetId{2}, AssetId{3}}, Instant(20ms));
    pictures.shown(std::vector{AssetId{1}, AssetId{2}}, Instant(50ms));
    CHECK(pictures.read().shown == 2);
    CHECK(pictures.read().worst == 40ms);
    REQUIRE(pictures.read().recent.size() == 2);
    CHECK(pictures.read().recent[0].asset == AssetId{2});
    CHECK(pictures.read().recent[0].waited == 8ms);
    CHECK(pictures.read().recent[1].waited == 40ms);
}

TEST_CASE("what is asked for anew has waited since then")
{
    FirstPictures pictures;
    pictures.asked(AssetId{1}, Instant(10ms));
    pictures.asked(AssetId{1}, Instant(500ms));
    pictures.shown(std::vector{AssetId{1}}, Instant(505ms));
    CHECK(pictures.read().worst == 5ms);
}

TEST_CASE("the last pictures are kept, and all are counted")
{
    FirstPictures pictures;
    for (std::uint32_t i = 1; i <= 100; ++i)
    {
        pictures.asked(AssetId{i}, Instant(0));
        pictures.shown(std::vector{AssetId{i}}, Instant(1ms));
    }
    CHECK(pictures.read().shown == 100);
    CHECK(pictures.read().recent.size() == FirstPictures::mostKept);
    CHECK(pictures.read().recent.back().asset == AssetId{100});
}
