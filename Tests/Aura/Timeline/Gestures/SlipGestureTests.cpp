#include "Aura/Timeline/Gestures/SlipGesture.h"

#include "Aura/Timeline/TimelineFixture.h"

using namespace loophole;
using namespace loophole::aura;

TEST_CASE("the sound follows the hand while the clip stays")
{
    TimelineFixture f;
    f.show({trackOf(1, {TimelineFixture::from(clipOf(1, 10000, 5000), 2000)})});
    f.state.selection = {ClipId{1}};
    SlipGesture gesture(f.model, f.state, ClipId{1}, FramePosition(12000));
    gesture.moveTo(handAt(12500)); // to the right: earlier sound
    CHECK(only<SlipClips>(gesture.commands()).by == FrameCount(-500));
    CHECK(gesture.ghosts()[0].clip.offset == 1500);
    CHECK(gesture.ghosts()[0].clip.position == FramePosition(10000));
    gesture.moveTo(handAt(30000));
    CHECK(gesture.ghosts()[0].clip.offset == 0);
    gesture.moveTo(handAt(-200'000));
    CHECK(gesture.ghosts()[0].clip.offset == 95'000);
}

TEST_CASE("backwards the sound follows the hand as well")
{
    TimelineFixture f;
    auto reversed = TimelineFixture::from(clipOf(1, 10000, 5000), 2000);
    reversed.reverse = true;
    f.show({trackOf(1, {reversed})});
    f.state.selection = {ClipId{1}};
    SlipGesture gesture(f.model, f.state, ClipId{1}, FramePosition(12000));
    gesture.moveTo(handAt(12500));
    CHECK(gesture.ghosts()[0].clip.offset == 2500);
}

TEST_CASE("a clip that has no room to slip is left alone")
{
    TimelineFixture f;
    f.state.selection = {ClipId{1}};
    SlipGesture gesture(f.model, f.state, ClipId{1}, FramePosition(12000));
    gesture.moveTo(handAt(12500));
    CHECK(gesture.commands().empty());
}
