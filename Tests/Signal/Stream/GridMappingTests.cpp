#include "Signal/Stream/GridMapping.h"

#include <catch2/catch.hpp>

using namespace loophole;
using namespace loophole::signal;

TEST_CASE("the asset's own rate at phase 0 needs no resampling")
{
    CHECK(GridMapping(SampleRate(48000), SampleRate(48000), 0.0).isIdentity());
    CHECK(GridMapping(SampleRate(48000), SampleRate(48000), 1e-9).isIdentity());
    CHECK_FALSE(GridMapping(SampleRate(48000), SampleRate(48000), 0.5).isIdentity());
    CHECK_FALSE(GridMapping(SampleRate(44100), SampleRate(48000), 0.0).isIdentity());
}

TEST_CASE("positions of 44.1 on 48 kHz go in steps of 147 of 160")
{
    const GridMapping mapping(SampleRate(44100), SampleRate(48000), 0.0);
    CHECK(mapping.stepsAFrame() == 160);
    CHECK(mapping.stepsBetweenGridFrames() == 147);
    CHECK(mapping.positionOf(0).frame == 0);
    CHECK(mapping.positionOf(1).frame == 0);
    CHECK(mapping.positionOf(1).step == 147);
    CHECK(mapping.positionOf(160).frame == 147);
    CHECK(mapping.positionOf(160).step == 0);
}

TEST_CASE("positions before the asset round down")
{
    const GridMapping mapping(SampleRate(44100), SampleRate(48000), 0.0);
    CHECK(mapping.positionOf(-1).frame == -1);
    CHECK(mapping.positionOf(-1).step == 13);
}

TEST_CASE("after a day a position is still exact")
{
    const GridMapping mapping(SampleRate(44100), SampleRate(48000), 0.0);
    CHECK(mapping.positionOf(std::int64_t{24} * 3600 * 48000).frame == std::int64_t{24} * 3600 * 44100);
    CHECK(mapping.positionOf(std::int64_t{24} * 3600 * 48000).step == 0);
}

TEST_CASE("the phase of a whole asset frame lies on a step")
{
    // An offset of 1 asset frame is grid frame 1.088…: phase 0.0884….
    const double phase = 160.0 / 147.0 - 1.0;
    const GridMapping mapping(SampleRate(44100), SampleRate(48000), phase);
    CHECK(mapping.isOnSteps());
    const auto position = mapping.positionOf(1);
    CHECK(position.frame == 1);
    CHECK(position.step == 0);
    CHECK(mapping.phase() == Approx(phase).margin(1e-12));
}

TEST_CASE("a phase between steps is kept to a 65,536th of one")
{
    const GridMapping mapping(SampleRate(44100), SampleRate(48000), 0.1234567);
    CHECK_FALSE(mapping.isOnSteps());
    CHECK(mapping.phase() == Approx(0.1234567).margin(1e-6));
    CHECK(mapping.fractionOf(mapping.positionOf(0).step) == Approx(0.1234567 * 147.0 / 160.0).margin(1e-6));
}

TEST_CASE("equal mappings are found equal and others not")
{
    const GridMapping a(SampleRate(44100), SampleRate(48000), 0.0);
    CHECK(a == GridMapping(SampleRate(88200), SampleRate(96000), 0.0));
    CHECK(a != GridMapping(SampleRate(44100), SampleRate(48000), 0.5));
    CHECK(a != GridMapping(SampleRate(44100), SampleRate(96000), 0.0));
}
