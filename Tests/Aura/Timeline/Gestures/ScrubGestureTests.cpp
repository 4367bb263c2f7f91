#include "Aura/Timeline/Gestures/ScrubGesture.h"

#include "Aura/Timeline/TimelineFixture.h"

using namespace loophole;
using namespace loophole::aura;

TEST_CASE("the tape follows the hand and is let go of at the end")
{
    TimelineFixture f;
    ScrubGesture gesture(f.model);
    gesture.moveTo(handAt(5000));
    gesture.moveTo(handAt(-3));
    gesture.release();
    const auto heard = f.heard();
    REQUIRE(heard.size() == 3);
    CHECK(std::get<ScrubTransport>(heard[0]).target == FramePosition(5000));
    CHECK(std::get<ScrubTransport>(heard[1]).target == FramePosition(0));
    CHECK(std::holds_alternative<EndScrub>(heard[2]));
}

TEST_CASE("a scrub that is taken back puts the playhead where it was")
{
    TimelineFixture f;
    f.model.seek(FramePosition(700));
    ScrubGesture gesture(f.model);
    gesture.moveTo(handAt(5000));
    gesture.cancel();
    const auto heard = f.heard();
    REQUIRE(std::holds_alternative<SeekTransport>(heard.back()));
    CHECK(std::get<SeekTransport>(heard.back()).position == FramePosition(700));
}
