#include "Aura/Browser/RegionStrip.h"

#include <catch2/catch.hpp>

using namespace loophole;
using namespace loophole::aura;

namespace
{

const FileScale scale{10, 200, FrameCount(20'000)};
const FrameRange region{FramePosition(5'000), FrameCount(10'000)}; ///< from 60 to 160 across

} // namespace

TEST_CASE("every pixel has its frame, inside the file")
{
    CHECK(scale.frameAt(10) == FramePosition(0));
    CHECK(scale.frameAt(60) == FramePosition(5'000));
    CHECK(scale.frameAt(210) == FramePosition(20'000));
    CHECK(scale.frameAt(-1'000) == FramePosition(0));
    CHECK(scale.frameAt(9'000) == FramePosition(20'000));
    CHECK(scale.xOf(FramePosition(5'000)) == 60.0f);
    CHECK(FileScale().frameAt(5) == FramePosition(0));
    CHECK(FileScale().xOf(FramePosition(5)) == 0.0f);
}

TEST_CASE("a hand finds the edges of a region, the region, or nothing")
{
    CHECK(gripAt(scale, region, 61) == RegionGrip::start);
    CHECK(gripAt(scale, region, 57) == RegionGrip::start);
    CHECK(gripAt(scale, region, 158) == RegionGrip::end);
    CHECK(gripAt(scale, region, 100) == RegionGrip::whole);
    CHECK(gripAt(scale, region, 40) == RegionGrip::none);
    CHECK(gripAt(scale, region, 190) == RegionGrip::none);
    CHECK(gripAt(scale, {}, 10) == RegionGrip::none);
}

TEST_CASE("a region is drawn either way, and its edges may pass each other")
{
    const FrameRange drawn{FramePosition(2'000), FrameCount(3'000)};
    CHECK(regionDragged(scale, {}, RegionGrip::none, 30, 60) == drawn);
    CHECK(regionDragged(scale, region, RegionGrip::none, 60, 30) == drawn);
    CHECK(regionDragged(scale, region, RegionGrip::start, 60, 110) ==
          FrameRange{FramePosition(10'000), FrameCount(5'000)});
    CHECK(regionDragged(scale, region, RegionGrip::end, 160, 30) ==
          FrameRange{FramePosition(2'000), FrameCount(3'000)});
    CHECK(regionDragged(scale, region, RegionGrip::whole, 100, 30) == region);
    CHECK(regionDragged(scale, {}, RegionGrip::none, 30, 30).isEmpty());
}
