#include "Aura/Timeline/Gestures/MarkerGesture.h"

#include "Aura/Timeline/TimelineFixture.h"

using namespace loophole;
using namespace loophole::aura;

TEST_CASE("a marker follows the hand, settles on edges and goes no farther than the start")
{
    TimelineFixture f;
    f.show({trackOf(1, {clipOf(1, 10007, 5000)})}, {Marker{MarkerId{9}, FramePosition(70011), "Verse", {}}});
    MarkerGesture gesture(f.model, f.state, MarkerId{9}, FramePosition(70020));
    CHECK(gesture.commands().empty());
    gesture.moveTo(handAt(15050, 0, true));
    CHECK(only<MoveMarker>(gesture.commands()).position == FramePosition(15007));
    CHECK(gesture.snapLine() == FramePosition(15007));
    gesture.moveTo(handAt(-99));
    CHECK(only<MoveMarker>(gesture.commands()).position == FramePosition(0));
}
