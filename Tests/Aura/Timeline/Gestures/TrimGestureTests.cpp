#include "Aura/Timeline/Gestures/TrimGesture.h"

#include "Aura/Timeline/TimelineFixture.h"

using namespace loophole;
using namespace loophole::aura;

namespace
{

/** One clip that plays frames 2,000 to 12,000 of the medium from 10,000 on. */
struct Fixture : TimelineFixture
{
    Fixture()
    {
        show({trackOf(1, {from(clipOf(1, 10000, 10000), 2000), clipOf(2, 60011, 100)})});
        state.selection = {ClipId{1}};
    }
};

} // namespace

TEST_CASE("the edge that is drawn moves, and what is shown is what the edit makes")
{
    Fixture f;
    TrimGesture start(f.model, f.state, ClipId{1}, ClipEdge::start, FramePosition(10010));
    start.moveTo(handAt(10510));
    const auto trim = only<TrimClips>(start.commands());
    CHECK(trim.startBy == FrameCount(500));
    CHECK(trim.endBy == FrameCount(0));
    REQUIRE(start.ghosts().size() == 1);
    CHECK(start.ghosts()[0].clip.position == FramePosition(10500));
    CHECK(start.ghosts()[0].clip.offset == 2500);
    CHECK(start.ghosts()[0].clip.length == FrameCount(9500));

    TrimGesture end(f.model, f.state, ClipId{1}, ClipEdge::end, FramePosition(19990));
    end.moveTo(handAt(18990));
    CHECK(only<TrimClips>(end.commands()).endBy == FrameCount(-1000));
    CHECK(end.ghosts()[0].clip.length == FrameCount(9000));
}

TEST_CASE("a start is drawn out no farther than its medium reaches")
{
    Fixture f;
    TrimGesture gesture(f.model, f.state, ClipId{1}, ClipEdge::start, FramePosition(10000));
    gesture.moveTo(handAt(-5000));
    CHECK(gesture.ghosts()[0].clip.position == FramePosition(8000));
    CHECK(gesture.ghosts()[0].clip.offset == 0);
}

TEST_CASE("an end that is drawn beyond the medium makes a loop of the clip, as one step")
{
    Fixture f;
    TrimGesture gesture(f.model, f.state, ClipId{1}, ClipEdge::end, FramePosition(20000));
    gesture.moveTo(handAt(10000 + 98'000)); // just at the end of the medium
    CHECK(only<TrimClips>(gesture.commands()).endBy == FrameCount(88'000));
    CHECK_FALSE(gesture.ghosts()[0].clip.loop);
    gesture.moveTo(handAt(10000 + 2 * 98'000));
    const auto commands = gesture.commands();
    REQUIRE(commands.size() == 4);
    CHECK(std::get<SetClipLoop>(commands[1]).loop);
    CHECK(std::get<TrimClips>(commands[2]).endBy == FrameCount(186'000));
    CHECK(std::holds_alternative<EndEditGroup>(commands[3]));
    CHECK(gesture.ghosts()[0].clip.loop);
    CHECK(gesture.ghosts()[0].clip.length == FrameCount(196'000));
    CHECK(gesture.words().find("2.00") != std::string::npos);
}

TEST_CASE("the end of the medium holds the hand, as edges of other clips do")
{
    Fixture f;
    TrimGesture gesture(f.model, f.state, ClipId{1}, ClipEdge::end, FramePosition(20000));
    gesture.moveTo(handAt(108'050, 0, true));
    CHECK(gesture.snapLine() == FramePosition(108'000));
    gesture.moveTo(handAt(60'051, 0, true));
    CHECK(gesture.snapLine() == FramePosition(60'011));
}

TEST_CASE("the start of a loop is only moved by whole passes, and the numbers say so")
{
    TimelineFixture f;
    auto looped = TimelineFixture::from(clipOf(1, 300'000, 150'000), 50'000);
    looped.loop = true;
    f.show({trackOf(1, {looped})});
    f.state.selection = {ClipId{1}};
    TrimGesture gesture(f.model, f.state, ClipId{1}, ClipEdge::start, FramePosition(300'000));
    gesture.moveTo(handAt(300'001));
    CHECK(gesture.commands().empty());
    CHECK(gesture.words().find("whole passes") != std::string::npos);
    gesture.moveTo(handAt(350'000));
    CHECK(only<TrimClips>(gesture.commands()).startBy == FrameCount(50'000));
}

TEST_CASE("a hand that comes back leaves the clip as it was")
{
    Fixture f;
    TrimGesture gesture(f.model, f.state, ClipId{1}, ClipEdge::end, FramePosition(20000));
    gesture.moveTo(handAt(25000));
    gesture.moveTo(handAt(20000));
    CHECK(gesture.commands().empty());
}
