#include "Aura/Timeline/SelectionActions.h"

#include "Aura/Timeline/TimelineFixture.h"

using namespace loophole;
using namespace loophole::aura;

namespace
{

struct Fixture : TimelineFixture
{
    SelectionActions actions{model, state};

    Fixture()
    {
        show({trackOf(1, {clipOf(1, 1000, 500), clipOf(2, 3000, 500), clipOf(3, 5000, 500)}), trackOf(2, {})});
        state.track = TrackId{1};
    }
    std::vector<AuraToPulse> doing(Command command)
    {
        heard();
        REQUIRE(actions.perform(command));
        return heard();
    }
};

using Ids = std::unordered_set<ClipId>;

} // namespace

TEST_CASE("the next clip is the one after the playhead, then the one after the selected")
{
    Fixture f;
    f.model.seek(FramePosition(2000));
    f.doing(Command::selectNext);
    CHECK(f.state.selection == Ids{ClipId{2}});
    f.doing(Command::selectNext);
    CHECK(f.state.selection == Ids{ClipId{3}});
    f.doing(Command::selectNext);
    CHECK(f.state.selection == Ids{ClipId{3}});
    f.doing(Command::selectPrevious);
    CHECK(f.state.selection == Ids{ClipId{2}});
}

TEST_CASE("a selection grows clip by clip in the direction of the last step")
{
    Fixture f;
    f.state.selection = {ClipId{1}};
    f.doing(Command::extendNext);
    CHECK(f.state.selection == Ids{ClipId{1}, ClipId{2}});
    f.doing(Command::extendNext);
    CHECK(f.state.selection == Ids{ClipId{1}, ClipId{2}, ClipId{3}});
}

TEST_CASE("what is selected is looped, looked at and made room for")
{
    Fixture f;
    CHECK_FALSE(f.actions.isEnabled(Command::loopSelection));
    f.state.selection = {ClipId{1}, ClipId{2}};
    const FrameRange both{FramePosition(1000), FrameCount(2500)};
    CHECK(selectedFrames(f.model, f.state) == both);
    const auto loop = only<SetTransportLoop>(f.doing(Command::loopSelection));
    CHECK(loop.isLooping);
    CHECK(loop.range == both);
    f.doing(Command::zoomToSelection);
    CHECK(f.state.viewport.visible().contains(FramePosition(3499)));

    CHECK_FALSE(f.actions.isEnabled(Command::insertGap));
    f.state.range = RangeSelection{{FramePosition(7), FrameCount(9)}, {TrackId{2}}};
    CHECK(selectedFrames(f.model, f.state) == f.state.range->frames);
    const auto gap = only<InsertGap>(f.doing(Command::insertGap));
    CHECK(gap.at == FramePosition(7));
    CHECK(gap.length == FrameCount(9));
    CHECK(gap.tracks == std::vector{TrackId{2}});
}

TEST_CASE("keys choose the track above and below and end at the outermost")
{
    Fixture f;
    f.doing(Command::selectDown);
    CHECK(f.state.track == TrackId{2});
    f.doing(Command::selectDown);
    CHECK(f.state.track == TrackId{2});
    f.doing(Command::selectUp);
    f.doing(Command::selectUp);
    CHECK(f.state.track == TrackId{1});
}

TEST_CASE("an end of the loop that is set at the playhead keeps the other one")
{
    Fixture f;
    f.model.seek(FramePosition(2000));
    const auto from = only<SetTransportLoop>(f.doing(Command::loopStartHere)).range;
    CHECK(from == FrameRange::between(FramePosition(2000), FramePosition(5500)));
    f.model.seek(FramePosition(0));
    CHECK(only<SetTransportLoop>(f.doing(Command::loopEndHere)).range.length == FrameCount(48000));
}
