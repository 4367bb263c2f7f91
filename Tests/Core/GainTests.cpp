#include "Core/Gain.h"

#include <catch2/catch.hpp>
#include <limits>

using namespace loophole;

TEST_CASE("0 dB is exactly unity and a shut fader exactly silence")
{
    CHECK(Gain::fromDecibels(0).linear() == 1.0f);
    CHECK(Gain::fromDecibels(-0.0).linear() == 1.0f);
    CHECK(Gain::fromDecibels(Gain::silenceDb).linear() == 0.0f);
    CHECK(Gain::fromDecibels(-1000).linear() == 0.0f);
    CHECK(Gain::fromDecibels(std::numeric_limits<double>::quiet_NaN()).linear() == 0.0f);
    CHECK(Gain::fromDecibels(-79.9).linear() > 0.0f);
}

TEST_CASE("20 dB are a factor of ten, and decibels come back")
{
    CHECK(Gain::fromDecibels(20).linear() == Approx(10.0f));
    CHECK(Gain::fromDecibels(-6.0206).linear() == Approx(0.5f).epsilon(1e-5));
    for (double db = -79; db < 24; db += 0.7)
        CHECK(Gain::fromDecibels(db).decibels() == Approx(db).margin(1e-4));
    CHECK(Gain(0.0f).decibels() == Gain::silenceDb);
    CHECK(Gain(1e-9f).decibels() == Gain::silenceDb);
}

TEST_CASE("gains in a row multiply")
{
    CHECK((Gain(0.5f) * Gain(0.25f)).linear() == 0.125f);
    CHECK((Gain() * Gain()).linear() == 1.0f);
}

TEST_CASE("pan leaves the near side at unity and turns the far side down")
{
    struct Row
    {
        double pan;
        float left;
        float right;
    };
    for (const auto& [pan, left, right] : {Row{0, 1, 1}, Row{-1, 1, 0}, Row{1, 0, 1}, Row{0.25, 0.75f, 1},
                                           Row{-0.5, 1, 0.5f}, Row{-9, 1, 0}, Row{9, 0, 1}})
    {
        const auto gains = PanGains::fromPan(pan);
        CHECK(gains.left == left);
        CHECK(gains.right == right);
    }
}
