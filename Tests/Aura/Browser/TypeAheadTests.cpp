#include "Aura/Browser/TypeAhead.h"

#include <catch2/catch.hpp>

using namespace loophole;
using namespace loophole::aura;

TEST_CASE("letters that follow one another are one beginning, after a pause another one begins")
{
    constexpr Instant start = std::chrono::seconds(10);
    TypeAhead typing;
    CHECK_FALSE(typing.isUnderWay(start));
    CHECK(typing.type("s", start) == "s");
    CHECK(typing.hasJustBegun());
    CHECK(typing.type("n", start + TypeAhead::pause / 2) == "sn");
    CHECK_FALSE(typing.hasJustBegun());
    CHECK(typing.isUnderWay(start + TypeAhead::pause));
    CHECK(typing.type("k", start + 2 * TypeAhead::pause) == "k");
    typing.reset();
    CHECK_FALSE(typing.isUnderWay(start + 2 * TypeAhead::pause));
}
