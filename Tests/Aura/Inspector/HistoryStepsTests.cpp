#include "Aura/Inspector/HistorySteps.h"

#include <catch2/catch.hpp>

using namespace loophole;
using namespace loophole::aura;

TEST_CASE("the list runs from before the first edit over now to what was undone")
{
    SessionChanged shown;
    shown.undoNames = {"Split clip", "Add clip"};
    shown.redoNames = {"Trim clip", "Join clips"};
    const auto steps = historySteps(shown);
    REQUIRE(steps.size() == 5);
    CHECK(steps[0].steps == -2);
    CHECK(steps[1].name == "Add clip");
    CHECK(steps[1].steps == -1);
    CHECK(steps[2].name == "Split clip");
    CHECK(steps[2].steps == 0);
    CHECK(steps[3].name == "Trim clip");
    CHECK(steps[3].steps == 1);
    CHECK(steps[4].steps == 2);
}

TEST_CASE("before the first edit the list is that state alone")
{
    const auto steps = historySteps(SessionChanged{});
    REQUIRE(steps.size() == 1);
    CHECK(steps[0].steps == 0);
}
