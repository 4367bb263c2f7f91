#include "Aura/Timeline/Gestures/SnapTargets.h"

#include "Aura/Timeline/TimelineFixture.h"

using namespace loophole;
using namespace loophole::aura;

TEST_CASE("the hand settles on edges, markers, the loop and the playhead, within eight pixels")
{
    TimelineFixture f;
    f.show({trackOf(1, {clipOf(1, 10007, 5000)})}, {Marker{MarkerId{9}, FramePosition(70011), "Verse", {}}});
    f.model.seek(FramePosition(123'457));
    const SnapTargets targets(f.model, f.state, false);
    CHECK(targets.settle(FramePosition(15'080), true).line == FramePosition(15'007));
    CHECK(targets.settle(FramePosition(70'000), true).line == FramePosition(70'011));
    CHECK(targets.settle(FramePosition(123'400), true).line == FramePosition(123'457));
    CHECK(targets.settle(FramePosition(123'400), false).start == FramePosition(123'400));
    CHECK_FALSE(targets.settle(FramePosition(123'400), false).line);
}

TEST_CASE("clips that the hand holds are no targets")
{
    TimelineFixture f;
    f.state.selection = {ClipId{1}};
    CHECK(SnapTargets(f.model, f.state, true).settle(FramePosition(10'020), true).line != FramePosition(10'007));
    CHECK(SnapTargets(f.model, f.state, false).settle(FramePosition(10'020), true).line == FramePosition(10'007));
}
