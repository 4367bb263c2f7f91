#include "Aura/Mixer/MeterBallistics.h"

#include <catch2/catch.hpp>

using namespace loophole;
using namespace loophole::aura;
using namespace std::chrono_literals;

TEST_CASE("a meter rises at once and falls twenty decibels a second")
{
    MeterBallistics meter;
    meter.report(1.0f, 10s);
    REQUIRE(meter.levelDb(10s) == Approx(0).margin(1e-6));
    REQUIRE(meter.levelDb(10s + 500ms) == Approx(-10));
    meter.report(0.01f, 10s + 500ms);
    REQUIRE(meter.levelDb(10s + 500ms) == Approx(-10));
    meter.report(0.5f, 10s + 600ms);
    REQUIRE(meter.levelDb(10s + 600ms) == Approx(-6.0206));
}

TEST_CASE("the highest peak is held for a second and a half and then falls")
{
    MeterBallistics meter;
    meter.report(0.5f, 10s);
    meter.report(0.1f, 11s);
    REQUIRE(meter.heldDb(11s + 500ms) == Approx(-6.0206));
    REQUIRE(meter.heldDb(11s + 501ms) < -20);
}

TEST_CASE("full scale is no over, the next larger sample is, and stays one until it is reset")
{
    MeterBallistics meter;
    meter.report(1.0f, 1s);
    REQUIRE_FALSE(meter.wentOver());
    meter.report(std::nextafter(1.0f, 2.0f), 2s);
    meter.report(0, 100s);
    REQUIRE(meter.wentOver());
    meter.resetOver();
    REQUIRE_FALSE(meter.wentOver());
}

TEST_CASE("a meter that has come to rest has nothing to paint")
{
    MeterBallistics meter;
    REQUIRE_FALSE(meter.isMoving(0s));
    meter.report(1.0f, 1s);
    REQUIRE(meter.isMoving(2s));
    REQUIRE_FALSE(meter.isMoving(6s));
}

TEST_CASE("the scale reaches from minus sixty to plus six")
{
    REQUIRE(meterTravel(-60) == 0);
    REQUIRE(meterTravel(-90) == 0);
    REQUIRE(meterTravel(-27) == Approx(0.5));
    REQUIRE(meterTravel(6) == 1);
    REQUIRE(meterTravel(20) == 1);
}
