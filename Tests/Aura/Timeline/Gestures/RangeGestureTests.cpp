#include "Aura/Timeline/Gestures/RangeGesture.h"

#include "Aura/Timeline/TimelineFixture.h"

using namespace loophole;
using namespace loophole::aura;

TEST_CASE("a stretch of time is selected between press and hand, in either direction and over tracks")
{
    TimelineFixture f;
    RangeGesture gesture(f.model, f.state, handAt(30000, 1));
    gesture.moveTo(handAt(25000, 0));
    REQUIRE(f.state.range);
    CHECK(f.state.range->frames == FrameRange{FramePosition(25000), FrameCount(5000)});
    CHECK(f.state.range->tracks == std::vector{TrackId{1}, TrackId{2}});
    gesture.moveTo(handAt(30000, 1));
    CHECK_FALSE(f.state.range);
}

TEST_CASE("both ends of a range settle on edges of clips")
{
    TimelineFixture f;
    RangeGesture gesture(f.model, f.state, handAt(10020, 0, true));
    gesture.moveTo(handAt(14990, 0, true));
    REQUIRE(f.state.range);
    CHECK(f.state.range->frames == FrameRange{FramePosition(10007), FrameCount(5000)});
}

TEST_CASE("a range that is taken back gives way to the one before")
{
    TimelineFixture f;
    const RangeSelection before{{FramePosition(1), FrameCount(2)}, {TrackId{2}}};
    f.state.range = before;
    RangeGesture gesture(f.model, f.state, handAt(0));
    gesture.moveTo(handAt(5000));
    gesture.cancel();
    CHECK(f.state.range == before);
}
