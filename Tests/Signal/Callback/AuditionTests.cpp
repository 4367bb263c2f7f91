#include "Signal/Callback/Audition.h"

#include "Support/CallbackBench.h"

#include <catch2/catch.hpp>

using namespace loophole;
using namespace loophole::testing;

TEST_CASE("a take begins at the grid frame of the asset's frame and never beyond its end")
{
    CallbackBench bench;
    bench.assets.add(bench.control, AssetId{1}, makeNoise(1, 48'000, 1));
    MediaFacts facts;
    facts.sampleRate = SampleRate(44'100);
    StartStream stream;
    stream.asset = AssetId{1};
    const auto table = bench.assets.table(bench.control, AssetId{1}, 0);

    stream.from = FramePosition(22'050);
    REQUIRE(bench.audition.start(bench.control, stream, facts, SampleRate(48'000), table).take->from == 24'000);
    stream.from = FramePosition(1'000'000);
    REQUIRE(bench.audition.start(bench.control, stream, facts, SampleRate(48'000), table).take->from == 48'000);
}

TEST_CASE("every take is told apart from the one before")
{
    CallbackBench bench;
    bench.assets.add(bench.control, AssetId{1}, makeNoise(1, 1'000, 1));
    StartStream stream;
    stream.asset = AssetId{1};
    const auto& facts = *bench.assets.facts(bench.control, AssetId{1});
    const auto table = bench.assets.table(bench.control, AssetId{1}, 0);
    const auto first = bench.audition.start(bench.control, stream, facts, SampleRate(48'000), table).take->generation;
    const auto second = bench.audition.start(bench.control, stream, facts, SampleRate(48'000), table).take->generation;
    REQUIRE(second == first + 1);
}
