#include "Aura/Timeline/Gestures/FadeGesture.h"

#include "Aura/Timeline/TimelineFixture.h"

using namespace loophole;
using namespace loophole::aura;

TEST_CASE("a fade reaches from the clip's edge to the hand")
{
    TimelineFixture f;
    f.state.selection = {ClipId{1}};
    FadeGesture in(f.model, f.state, ClipId{1}, ClipEdge::start, FramePosition(10010));
    in.moveTo(handAt(11010));
    CHECK(only<SetClipFades>(in.commands()).fadeIn == FrameCount(1000));
    CHECK_FALSE(only<SetClipFades>(in.commands()).fadeOut.has_value());
    CHECK(in.ghosts()[0].clip.fadeIn == FrameCount(1000));

    FadeGesture out(f.model, f.state, ClipId{1}, ClipEdge::end, FramePosition(15000));
    out.moveTo(handAt(13000));
    CHECK(only<SetClipFades>(out.commands()).fadeOut == FrameCount(2000));
    CHECK(out.words() == "fade out 0.042 s");
}

TEST_CASE("a fade is no longer than its clip and no shorter than nothing")
{
    TimelineFixture f;
    f.state.selection = {ClipId{1}};
    FadeGesture gesture(f.model, f.state, ClipId{1}, ClipEdge::start, FramePosition(10007));
    gesture.moveTo(handAt(99'000));
    CHECK(gesture.ghosts()[0].clip.fadeIn == FrameCount(5000));
    gesture.moveTo(handAt(0));
    CHECK(gesture.ghosts()[0].clip.fadeIn == FrameCount(0));
    CHECK(gesture.commands().empty());
}

TEST_CASE("all selected clips get the fade that is drawn on one")
{
    TimelineFixture f;
    f.state.selection = {ClipId{1}, ClipId{3}};
    FadeGesture gesture(f.model, f.state, ClipId{1}, ClipEdge::start, FramePosition(10007));
    gesture.moveTo(handAt(12007));
    CHECK(only<SetClipFades>(gesture.commands()).clips == std::vector{ClipId{1}, ClipId{3}});
    REQUIRE(gesture.ghosts().size() == 2);
    CHECK(gesture.ghosts()[1].clip.fadeIn == FrameCount(1000)); // as long as the shorter clip
}
