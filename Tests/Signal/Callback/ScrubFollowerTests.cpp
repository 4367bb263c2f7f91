#include "Signal/Callback/ScrubFollower.h"

#include <catch2/catch.hpp>
#include <cmath>

using namespace loophole;
using namespace loophole::signal;

namespace
{

ScrubFollower restingAt(double place)
{
    ScrubFollower follower;
    follower.prepare(SampleRate(48000));
    follower.placeAt(place);
    return follower;
}

} // namespace

TEST_CASE("a follower comes to rest on its target without passing it")
{
    auto follower = restingAt(0);
    follower.follow(FramePosition(10'000));
    double farthest = 0;
    for (int i = 0; i < 48'000; ++i)
    {
        follower.step();
        farthest = std::max(farthest, follower.position());
    }
    REQUIRE(follower.position() == 10'000.0);
    REQUIRE(follower.speed() == 0.0);
    REQUIRE(farthest <= 10'000.5);
}

TEST_CASE("behind a steady pointer it runs at the pointer's speed, 50 ms late")
{
    auto follower = restingAt(0);
    for (int i = 0; i < 48'000; ++i)
    {
        follower.follow(FramePosition(-2 * i));
        follower.step();
    }
    REQUIRE(follower.speed() == Approx(-2.0).epsilon(0.001));
    REQUIRE(follower.position() - -2.0 * 48'000 == Approx(2.0 * 0.05 * 48'000).epsilon(0.01));
}

TEST_CASE("its speed is smooth and never above the highest rate")
{
    auto follower = restingAt(0);
    follower.follow(FramePosition(1'000'000));
    double before = 0;
    for (int i = 0; i < 48'000; ++i)
    {
        follower.step();
        REQUIRE(follower.speed() <= limits::highestPlayRate);
        // w²·d·dt² is the hardest pull of the spring; within reach of the tape it stays below 0.02 a frame.
        if (std::abs(follower.position() - 1'000'000) < 26'000)
            REQUIRE(std::abs(follower.speed() - before) < 0.02);
        before = follower.speed();
    }
}

TEST_CASE("it is outrun where it would have to be faster than the highest rate, and lands short to be heard")
{
    const auto follower = restingAt(100'000);
    REQUIRE_FALSE(follower.isOutrunBy(FramePosition(120'000)));
    REQUIRE(follower.isOutrunBy(FramePosition(130'000)));
    REQUIRE(follower.landingBefore(FramePosition(130'000)) < FramePosition(130'000));
    REQUIRE(follower.landingBefore(FramePosition(130'000)) > FramePosition(120'000));
    REQUIRE(follower.landingBefore(FramePosition(0)) > FramePosition(0));

    // From where it lands it peaks at unity speed.
    auto landed = restingAt(static_cast<double>(follower.landingBefore(FramePosition(0)).value()));
    landed.follow(FramePosition(0));
    double peak = 0;
    for (int i = 0; i < 48'000; ++i)
    {
        landed.step();
        peak = std::max(peak, std::abs(landed.speed()));
    }
    REQUIRE(peak == Approx(1.0).epsilon(0.01));
}

TEST_CASE("the level is silent at rest and full from a twentieth of unity speed on")
{
    REQUIRE(ScrubFollower::levelAt(0) == 0.0f);
    REQUIRE(ScrubFollower::levelAt(-0.025) == 0.5f);
    REQUIRE(ScrubFollower::levelAt(3) == 1.0f);
}
