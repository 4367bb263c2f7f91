#include "Aura/Timeline/Gestures/MoveGesture.h"

#include "Aura/Timeline/TimelineFixture.h"

using namespace loophole;
using namespace loophole::aura;

TEST_CASE("a clip follows the hand and its command says how far and over how many tracks")
{
    TimelineFixture f;
    f.state.selection = {ClipId{1}};
    MoveGesture gesture(f.model, f.state, ClipId{1}, FramePosition(11000));
    CHECK(gesture.commands().empty());
    gesture.moveTo(handAt(11333, 1));
    const auto command = only<MoveClips>(gesture.commands());
    CHECK(command.clips == std::vector{ClipId{1}});
    CHECK(command.by == FrameCount(333));
    CHECK(command.tracksBy == 1);
    REQUIRE(gesture.ghosts().size() == 1);
    CHECK(gesture.ghosts()[0].clip.position == FramePosition(10340));
    CHECK(gesture.ghosts()[0].track == 1);
}

TEST_CASE("clips of several tracks keep their distance to each other")
{
    TimelineFixture f;
    f.state.selection = {ClipId{1}, ClipId{3}};
    MoveGesture gesture(f.model, f.state, ClipId{3}, FramePosition(20500));
    gesture.moveTo(handAt(20600, 0));
    CHECK(only<MoveClips>(gesture.commands()).tracksBy == 0); // the upper one cannot go higher
    REQUIRE(gesture.ghosts().size() == 2);
    CHECK(gesture.ghosts()[0].track == 0);
    CHECK(gesture.ghosts()[1].track == 1);
}

TEST_CASE("no clip is dragged before the start of the session or below its last track")
{
    TimelineFixture f;
    f.state.selection = {ClipId{1}, ClipId{2}};
    MoveGesture gesture(f.model, f.state, ClipId{2}, FramePosition(40500));
    gesture.moveTo(handAt(0, 17));
    const auto command = only<MoveClips>(gesture.commands());
    CHECK(command.by == FrameCount(-10007));
    CHECK(command.tracksBy == 1);
}

TEST_CASE("an edge snaps to an edge of a clip that stays, and to a marker")
{
    TimelineFixture f;
    f.state.selection = {ClipId{1}};
    MoveGesture gesture(f.model, f.state, ClipId{1}, FramePosition(10007));
    gesture.moveTo(handAt(40003 - 5000 - 60, 0, true));
    CHECK(gesture.ghosts()[0].clip.position == FramePosition(35003));
    CHECK(gesture.snapLine() == FramePosition(40003));
    gesture.moveTo(handAt(40003 - 5000 - 60, 0, false));
    CHECK(gesture.ghosts()[0].clip.position == FramePosition(34943));
    CHECK_FALSE(gesture.snapLine().has_value());

    f.show({trackOf(1, {clipOf(1, 10007, 5000)})}, {Marker{MarkerId{9}, FramePosition(70011), "Verse", {}}});
    MoveGesture another(f.model, f.state, ClipId{1}, FramePosition(10007));
    another.moveTo(handAt(70030, 0, true));
    CHECK(another.snapLine() == FramePosition(70011));
}

TEST_CASE("with the key for copies the clips stay and copies of them are pasted")
{
    TimelineFixture f;
    f.state.selection = {ClipId{1}};
    MoveGesture gesture(f.model, f.state, ClipId{1}, FramePosition(10007));
    auto hand = handAt(20007);
    hand.copies = true;
    gesture.moveTo(hand);
    CHECK(gesture.originals() == Originals::stay);
    const auto command = only<PasteClips>(gesture.commands());
    CHECK(command.at == FramePosition(20007));
    CHECK(command.clips == std::vector{ClipId{1}});
    gesture.moveTo(handAt(20007));
    CHECK(gesture.originals() == Originals::pale);
    CHECK(only<MoveClips>(gesture.commands()).by == FrameCount(10000));
}
