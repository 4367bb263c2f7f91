#include "Aura/Timeline/Gestures/StretchGesture.h"

#include "Aura/Timeline/TimelineFixture.h"

using namespace loophole;
using namespace loophole::aura;

TEST_CASE("an end that is drawn out plays the same stretch slower")
{
    TimelineFixture f;
    f.state.selection = {ClipId{1}};
    StretchGesture gesture(f.model, f.state, ClipId{1}, ClipEdge::end, FramePosition(15007));
    gesture.moveTo(handAt(20007));
    const auto command = only<SetClipRate>(gesture.commands());
    CHECK(command.playRate == 0.5);
    CHECK(gesture.ghosts()[0].clip.length == FrameCount(10000));
}

TEST_CASE("a start that is drawn in moves the clip with it, as one step")
{
    TimelineFixture f;
    f.state.selection = {ClipId{1}};
    StretchGesture gesture(f.model, f.state, ClipId{1}, ClipEdge::start, FramePosition(10007));
    gesture.moveTo(handAt(12507));
    const auto commands = gesture.commands();
    REQUIRE(commands.size() == 4);
    CHECK(std::get<SetClipRate>(commands[1]).playRate == 2);
    CHECK(std::get<MoveClips>(commands[2]).by == FrameCount(2500));
    CHECK(gesture.ghosts()[0].clip.position == FramePosition(12507));
}

TEST_CASE("no clip is stretched beyond the rates that can be played, nor one that is looped")
{
    TimelineFixture f;
    f.state.selection = {ClipId{1}};
    StretchGesture gesture(f.model, f.state, ClipId{1}, ClipEdge::end, FramePosition(15007));
    gesture.moveTo(handAt(10008));
    CHECK(only<SetClipRate>(gesture.commands()).playRate == 8);

    auto looped = clipOf(4, 0, 200'000);
    looped.loop = true;
    f.show({trackOf(1, {looped})});
    f.state.selection = {ClipId{4}};
    StretchGesture refused(f.model, f.state, ClipId{4}, ClipEdge::end, FramePosition(200'000));
    refused.moveTo(handAt(250'000));
    CHECK(refused.commands().empty());
    CHECK(refused.words() == "a looped clip keeps its length");
}
