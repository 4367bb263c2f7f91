#include "Signal/Mixer/MixPlan.h"

#include "Support/MixBench.h"

#include <catch2/catch.hpp>

using namespace loophole;
using namespace loophole::testing;

TEST_CASE("a plan ends with its last clip")
{
    MixBench bench;
    bench.assets.add(bench.control, AssetId{1}, makeNoise(2, 100, 1));
    REQUIRE(bench.plan(sessionOf({trackOf(1, {clipOf(1, 1, 50)}), trackOf(2, {clipOf(2, 1, 20)})}))->end() ==
            FramePosition(150));
    REQUIRE(bench.plan(sessionOf({}))->end() == FramePosition(0));
}

TEST_CASE("a place is cut into only where a clip that is heard plays across it")
{
    MixBench bench;
    bench.assets.add(bench.control, AssetId{1}, makeNoise(2, 100, 1));
    auto track = trackOf(1, {clipOf(1, 1, 50), clipOf(2, 1, 150)});
    const auto plan = bench.plan(sessionOf({track}));
    REQUIRE_FALSE(plan->soundsAcross(FramePosition(0)));
    REQUIRE_FALSE(plan->soundsAcross(FramePosition(50)));
    REQUIRE(plan->soundsAcross(FramePosition(51)));
    REQUIRE_FALSE(plan->soundsAcross(FramePosition(150)));
    REQUIRE(plan->soundsAcross(FramePosition(249)));
    REQUIRE_FALSE(plan->soundsAcross(FramePosition(250)));
    track.mute = true;
    REQUIRE_FALSE(bench.plan(sessionOf({track}))->soundsAcross(FramePosition(51)));
}
