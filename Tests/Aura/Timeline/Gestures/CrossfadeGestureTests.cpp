#include "Aura/Timeline/Gestures/CrossfadeGesture.h"

#include "Aura/Timeline/TimelineFixture.h"

using namespace loophole;
using namespace loophole::aura;

namespace
{

/** Clips 1 and 2 meet at frame 20,000, each out of the middle of its medium; clip 3 stands alone. */
struct TwoThatMeet : TimelineFixture
{
    TwoThatMeet()
    {
        show({trackOf(1, {from(clipOf(1, 10'000, 10'000), 30'000), from(clipOf(2, 20'000, 10'000), 50'000),
                          clipOf(3, 60'000, 1'000)})});
    }

    [[nodiscard]] std::unique_ptr<CrossfadeGesture> grabbed(std::uint32_t clip, ClipEdge edge, std::int64_t at = 20'000)
    {
        return CrossfadeGesture::tryMake(model, ClipId{clip}, edge, FramePosition(at));
    }
};

} // namespace

TEST_CASE("a crossfade is drawn to both sides of the joint, from either clip, in one step of undo")
{
    TwoThatMeet f;
    for (const auto& gesture : {f.grabbed(1, ClipEdge::end), f.grabbed(2, ClipEdge::start)})
    {
        REQUIRE(gesture);
        gesture->moveTo(handAt(20'480));
        REQUIRE(gesture->ghosts().size() == 2);
        CHECK(gesture->ghosts()[0].clip.length == FrameCount(10'480));
        CHECK(gesture->ghosts()[0].clip.fadeOut == FrameCount(960));
        CHECK(gesture->ghosts()[1].clip.position == FramePosition(19'520));
        CHECK(gesture->ghosts()[1].clip.offset == 49'520);
        CHECK(gesture->ghosts()[1].clip.fadeIn == FrameCount(960));
        CHECK(gesture->words() == "crossfade 0.020 s");
        const auto commands = gesture->commands();
        REQUIRE(commands.size() == 6);
        CHECK(std::get<BeginEditGroup>(commands.front()).name == "Crossfade");
        CHECK(std::get<TrimClips>(commands[1]).endBy == FrameCount(480));
        CHECK(std::get<TrimClips>(commands[2]).startBy == FrameCount(-480));
        CHECK(std::get<SetClipFades>(commands[3]).fadeOut == FrameCount(960));
        CHECK(std::get<SetClipFades>(commands[4]).fadeIn == FrameCount(960));
    }
}

TEST_CASE("a crossfade is no wider than what the media have beyond the joint")
{
    TwoThatMeet f;
    // The first plays to the end of its medium, the second has 100 frames before its start.
    f.show({trackOf(
        1, {TwoThatMeet::from(clipOf(1, 10'000, 10'000), 90'000), TwoThatMeet::from(clipOf(2, 20'000, 10'000), 100)})});
    const auto gesture = f.grabbed(1, ClipEdge::end);
    REQUIRE(gesture);
    gesture->moveTo(handAt(25'000));
    REQUIRE(gesture->ghosts().size() == 2);
    CHECK(gesture->ghosts()[0].clip.length == FrameCount(10'000));
    CHECK(gesture->ghosts()[1].clip.offset == 0);
    CHECK(gesture->ghosts()[1].clip.fadeIn == FrameCount(100));
}

TEST_CASE("a crossfade that was drawn is drawn narrower, and away")
{
    TwoThatMeet f;
    auto first = TwoThatMeet::from(clipOf(1, 10'000, 10'480), 30'000);
    auto second = TwoThatMeet::from(clipOf(2, 19'520, 10'480), 49'520);
    first.fadeOut = second.fadeIn = FrameCount(960);
    f.show({trackOf(1, {first, second})});
    const auto gesture = f.grabbed(2, ClipEdge::start, 19'530);
    REQUIRE(gesture);
    gesture->moveTo(handAt(19'770));
    CHECK(gesture->ghosts()[0].clip.fadeOut == FrameCount(480));
    gesture->moveTo(handAt(20'010));
    CHECK(gesture->ghosts()[0].clip.length == FrameCount(10'000));
    CHECK(gesture->ghosts()[0].clip.fadeOut == FrameCount(0));
    CHECK(gesture->ghosts()[1].clip.position == FramePosition(20'000));
    CHECK(gesture->words() == "no crossfade");
    gesture->moveTo(handAt(19'530));
    CHECK(gesture->commands().empty());
}

TEST_CASE("an edge that meets no other clip has nothing to fade into")
{
    TwoThatMeet f;
    CHECK_FALSE(f.grabbed(1, ClipEdge::start));
    CHECK_FALSE(f.grabbed(2, ClipEdge::end));
    CHECK_FALSE(f.grabbed(3, ClipEdge::start));
    CHECK_FALSE(f.grabbed(9, ClipEdge::start));
}
