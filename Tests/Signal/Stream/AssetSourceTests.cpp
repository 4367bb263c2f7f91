#include "Signal/Stream/AssetSource.h"

#include <catch2/catch.hpp>

using namespace loophole;
using namespace loophole::signal;

TEST_CASE("clips at one phase share a table, others have their own")
{
    AssetSource source;
    source.facts.sampleRate = SampleRate(44100);
    source.facts.channels = 3;
    source.facts.length = FrameCount(44100);
    auto& plain = source.tableFor(SampleRate(48000), 0.0);
    CHECK(&source.tableFor(SampleRate(48000), 1e-12) == &plain);
    CHECK(&source.tableFor(SampleRate(48000), 0.5) != &plain);
    CHECK(source.tables.size() == 2);
    CHECK(plain.table->gridLength() == FrameCount(48000));
    CHECK(plain.table->channelCount() == 3);
    CHECK(&plain.source == &source);
}
