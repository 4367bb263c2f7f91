#include "Signal/Mixer/PlaybackState.h"

#include <catch2/catch.hpp>

using namespace loophole;
using namespace loophole::signal;

TEST_CASE("an id always gets the same handle, strip and buffer while someone holds it")
{
    auto control = SignalThread::mint();
    PlaybackState state;
    const auto handle = state.handleOf(control, ClipId{3});
    const auto strip = state.stripOf(control, TrackId{3});
    const auto buffer = state.bufferOf(control, BusId{3});
    state.collect(control);
    REQUIRE(state.handleOf(control, ClipId{3}) == handle);
    REQUIRE(state.stripOf(control, TrackId{3}) == strip);
    REQUIRE(state.stripOf(control, BusId{3}) != strip);
    REQUIRE(state.bufferOf(control, BusId{3}) == buffer);
}

TEST_CASE("what nobody holds is dropped")
{
    auto control = SignalThread::mint();
    PlaybackState state;
    const std::weak_ptr<StreamHandle> handle = state.handleOf(control, ClipId{3});
    const std::weak_ptr<Strip> strip = state.stripOf(control, BusId{3});
    state.collect(control);
    REQUIRE(handle.expired());
    REQUIRE(strip.expired());
}
