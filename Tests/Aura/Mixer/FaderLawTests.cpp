#include "Aura/Mixer/FaderLaw.h"

#include "Core/Gain.h"

#include <catch2/catch.hpp>

using namespace loophole;
using namespace loophole::aura;

TEST_CASE("the fader is shut at the bottom, at unity at three quarters and loudest at the top")
{
    REQUIRE(FaderLaw::decibelsAt(0) == Gain::silenceDb);
    REQUIRE(FaderLaw::decibelsAt(0.75) == 0);
    REQUIRE(FaderLaw::decibelsAt(1) == FaderLaw::loudestDb);
    REQUIRE(FaderLaw::travelOf(0) == 0.75);
    REQUIRE(FaderLaw::travelOf(-200) == 0);
    REQUIRE(FaderLaw::travelOf(200) == 1);
}

TEST_CASE("travel and level are each other's inverse and rise together")
{
    auto before = -100.0;
    for (auto step = 0; step <= 1000; ++step)
    {
        const auto travel = step / 1000.0;
        const auto db = FaderLaw::decibelsAt(travel);
        REQUIRE(db > before);
        REQUIRE(FaderLaw::travelOf(db) == Approx(travel).margin(1e-9));
        before = db;
    }
}
