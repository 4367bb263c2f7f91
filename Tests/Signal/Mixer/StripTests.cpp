#include "Signal/Mixer/Strip.h"

#include <catch2/catch.hpp>

using namespace loophole;
using namespace loophole::signal;

namespace
{
constexpr StripGain unity{1.0f, 1.0f, 1.0f};
constexpr StripGain shut{0.0f, 0.0f, 0.0f};
} // namespace

TEST_CASE("a strip starts at its target and ramps to the next")
{
    Strip strip;
    REQUIRE_FALSE(strip.approach(unity, Lane::first, 0, 100).isMoving());
    strip.advance(Lane::first, 50);
    const auto& ramp = strip.approach(shut, Lane::first, 50, 100);
    REQUIRE(ramp.isMoving());
    REQUIRE(ramp.at(0) == unity);
    REQUIRE(ramp.at(25).left == Approx(0.75));
    REQUIRE(ramp.at(100) == shut);
}

TEST_CASE("a ramp that is turned round goes on from where it is")
{
    Strip strip;
    static_cast<void>(strip.approach(unity, Lane::first, 0, 100));
    static_cast<void>(strip.approach(shut, Lane::first, 0, 100));
    strip.advance(Lane::first, 40);
    const auto& back = strip.approach(unity, Lane::first, 40, 100);
    REQUIRE(back.at(0).left == Approx(0.6));
    REQUIRE(back.at(50).left == Approx(0.8));
}

TEST_CASE("a lane that starts anew starts at its target, whatever the other lane does")
{
    Strip strip;
    static_cast<void>(strip.approach(unity, Lane::first, 0, 100));
    strip.advance(Lane::first, 10);
    REQUIRE_FALSE(strip.approach(shut, Lane::second, 0, 100).isMoving());
    REQUIRE_FALSE(strip.approach(shut, Lane::first, 5000, 100).isMoving());
}

TEST_CASE("a meter holds the largest sample and the mean power until they are taken")
{
    LevelMeter meter;
    meter.raise({SummedLevel{0.5f, 1.0f}, SummedLevel{0.1f, 0.04f}}, 4);
    meter.raise({SummedLevel{0.2f, 0.0f}, SummedLevel{0.3f, 0.32f}}, 12);
    const auto level = meter.take();
    REQUIRE(level.left == 0.5f);
    REQUIRE(level.right == 0.3f);
    REQUIRE(level.leftRms == 0.25f);
    REQUIRE(level.rightRms == Approx(0.15));
    REQUIRE(meter.take().left == 0.0f);
    REQUIRE(meter.take().leftRms == 0.0f);
}
