#include "Aura/Shell/FrameTurns.h"

#include <catch2/catch.hpp>

using loophole::Instant;
using loophole::aura::FrameTurns;
using namespace std::chrono_literals;

TEST_CASE("without haste every turn is a frame, and nothing is painted before the display asks")
{
    FrameTurns turns;
    CHECK(turns.interval(1s) == FrameTurns::frameTime);
    CHECK(turns.takeFrame(1s));
    CHECK(turns.takeFrame(1s + 16ms)); // a timer may be early
    CHECK_FALSE(turns.mayPaint(1s));
}

TEST_CASE("in haste turns are quick, frames keep their pace, and the haste ends")
{
    FrameTurns turns;
    turns.hurry(1s);
    CHECK(turns.interval(1s) == FrameTurns::quickTime);
    auto frames = 0;
    for (auto now = Instant(1s); now < 1s + 100ms; now += 1ms)
        frames += turns.takeFrame(now) ? 1 : 0;
    CHECK(frames == 6);
    CHECK(turns.interval(1s + FrameTurns::hurryTime) == FrameTurns::frameTime);
    CHECK_FALSE(turns.mayPaint(1s + FrameTurns::hurryTime));
}

TEST_CASE("painting at once takes half of the thread at most")
{
    FrameTurns turns;
    turns.hurry(1s);
    REQUIRE(turns.mayPaint(1s));
    turns.painted(1s, 1s + 5ms);
    CHECK_FALSE(turns.mayPaint(1s + 9ms));
    CHECK(turns.mayPaint(1s + 10ms));
}
