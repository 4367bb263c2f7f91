#include "Aura/Timeline/Snapping.h"

#include <catch2/catch.hpp>

using namespace loophole;
using namespace loophole::aura;

TEST_CASE("a clip's start snaps to the nearest edge within reach")
{
    const auto snap = snapped(FramePosition(1040), FrameCount(500), {FramePosition(1000), FramePosition(1100)}, 0, 50);
    REQUIRE(snap.start == FramePosition(1000));
    REQUIRE(snap.line == FramePosition(1000));
}

TEST_CASE("a clip's end snaps as well, and the nearer of the two decides")
{
    const auto snap = snapped(FramePosition(1040), FrameCount(500), {FramePosition(1000), FramePosition(1545)}, 0, 50);
    REQUIRE(snap.start == FramePosition(1045));
    REQUIRE(snap.line == FramePosition(1545));
}

TEST_CASE("edges of clips win over grid lines that are nearer")
{
    const auto snap = snapped(FramePosition(1003), FrameCount(10), {FramePosition(1040)}, 1000, 50);
    REQUIRE(snap.start == FramePosition(1030));
    const auto onGrid = snapped(FramePosition(1003), FrameCount(10), {}, 1000, 50);
    REQUIRE(onGrid.start == FramePosition(1000));
}

TEST_CASE("out of reach of everything a clip stays where the hand has it, and never before the start")
{
    REQUIRE_FALSE(snapped(FramePosition(1500), FrameCount(10), {FramePosition(0)}, 1000, 50).line.has_value());
    REQUIRE(snapped(FramePosition(-20), FrameCount(10), {}, 0, 5).start == FramePosition(0));
    // Its end would snap to 8, but its start would then be before the session.
    REQUIRE(snapped(FramePosition(2), FrameCount(10), {FramePosition(8)}, 0, 5).start == FramePosition(2));
}

TEST_CASE("grid lines of a fractional spacing lie on the nearest frames without drifting")
{
    const auto spacing = 48000.0 * 60 / 137 / 4; // sixteenths at 137 bpm
    for (auto line = 0; line < 10000; line += 77)
    {
        const FramePosition exact(std::llround(line * spacing));
        REQUIRE(nearestGridLine(exact + FrameCount(100), spacing) == exact);
        REQUIRE(nextGridLine(exact, spacing, 1) == FramePosition(std::llround((line + 1) * spacing)));
        if (line > 0)
            REQUIRE(nextGridLine(exact, spacing, -1) == FramePosition(std::llround((line - 1) * spacing)));
    }
    REQUIRE(nextGridLine(FramePosition(0), spacing, -1) == FramePosition(0));
}

TEST_CASE("without a grid the hand moves by single frames")
{
    REQUIRE(nearestGridLine(FramePosition(77), 0.5) == FramePosition(77));
    REQUIRE(nextGridLine(FramePosition(77), 0.5, 1) == FramePosition(78));
    REQUIRE(nextGridLine(FramePosition(77), 0.5, -1) == FramePosition(76));
}

TEST_CASE("the grid gets coarser with the zoom, so that its lines stay apart")
{
    const SampleRate rate(48000);
    for (const auto base : {TimeBase::clock, TimeBase::bars})
        for (auto framesPerPixel = 0.5; framesPerPixel < 1e6; framesPerPixel *= 1.7)
            REQUIRE(gridSpacing(base, rate, Tempo{}, framesPerPixel) >= 8 * framesPerPixel);
    REQUIRE(gridSpacing(TimeBase::bars, rate, Tempo{}, 24000 / 8.0) == 24000);
}
