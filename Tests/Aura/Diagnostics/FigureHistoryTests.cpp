#include "Aura/Diagnostics/FigureHistory.h"

#include <catch2/catch.hpp>

using namespace loophole::aura;

TEST_CASE("a history keeps its newest figures, the oldest first")
{
    FigureHistory history;
    CHECK(history.size() == 0);
    history.add(1.0f);
    history.add(2.0f);
    REQUIRE(history.size() == 2);
    CHECK(history[0] == 1.0f);
    CHECK(history[1] == 2.0f);
    for (int i = 0; i < 1000; ++i)
        history.add(static_cast<float>(i));
    REQUIRE(history.size() == FigureHistory::capacity);
    CHECK(history[0] == static_cast<float>(1000 - FigureHistory::capacity));
    CHECK(history[FigureHistory::capacity - 1] == 999.0f);
}
