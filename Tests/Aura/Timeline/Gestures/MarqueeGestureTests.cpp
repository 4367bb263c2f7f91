#include "Aura/Timeline/Gestures/MarqueeGesture.h"

#include "Aura/Timeline/TimelineFixture.h"

using namespace loophole;
using namespace loophole::aura;

TEST_CASE("clips that the rectangle touches are selected, on the tracks that it touches")
{
    TimelineFixture f;
    MarqueeGesture gesture(f.model, f.state, handAt(9000, 0), false);
    gesture.moveTo(handAt(20500, 0));
    CHECK(f.state.selection == std::unordered_set{ClipId{1}});
    gesture.moveTo(handAt(20500, 1));
    CHECK(f.state.selection == std::unordered_set{ClipId{1}, ClipId{3}});
    gesture.moveTo(handAt(9500, 1));
    CHECK(f.state.selection.empty());
}

TEST_CASE("a rectangle adds where that is asked for, and can be taken back")
{
    TimelineFixture f;
    f.state.selection = {ClipId{2}};
    MarqueeGesture gesture(f.model, f.state, handAt(9000, 0), true);
    gesture.moveTo(handAt(20500, 0));
    CHECK(f.state.selection == std::unordered_set{ClipId{1}, ClipId{2}});
    gesture.cancel();
    CHECK(f.state.selection == std::unordered_set{ClipId{2}});
}
