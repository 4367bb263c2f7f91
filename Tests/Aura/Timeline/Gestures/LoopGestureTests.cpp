#include "Aura/Timeline/Gestures/LoopGesture.h"

#include "Aura/Timeline/TimelineFixture.h"

using namespace loophole;
using namespace loophole::aura;

namespace
{

struct Fixture : TimelineFixture
{
    explicit Fixture(bool isLooping = false)
    {
        TransportPosition now;
        now.state.loop = {FramePosition(1003), FrameCount(2000)};
        now.state.isLooping = isLooping;
        say(now);
        heard();
    }
    [[nodiscard]] SetTransportLoop moved(LoopPart part, std::int64_t from, std::int64_t to, bool snaps = false)
    {
        LoopGesture gesture(model, state, part, handAt(from, 0, snaps));
        gesture.moveTo(handAt(to, 0, snaps));
        return only<SetTransportLoop>(heard());
    }
};

} // namespace

TEST_CASE("a loop is drawn anew in either direction and is on from then on")
{
    Fixture f;
    const auto loop = f.moved(LoopPart::fresh, 9000, 5000);
    CHECK(loop.isLooping);
    CHECK(loop.range == FrameRange{FramePosition(5000), FrameCount(4000)});
}

TEST_CASE("an end or all of the loop is moved, and it stays on or off")
{
    Fixture f;
    CHECK(f.moved(LoopPart::start, 1000, 1500).range == FrameRange{FramePosition(1503), FrameCount(1500)});
    CHECK(f.moved(LoopPart::end, 3000, 3500).range == FrameRange{FramePosition(1003), FrameCount(2500)});
    // Its start settles on the clip's.
    CHECK(f.moved(LoopPart::whole, 2000, 11'010, true).range == FrameRange{FramePosition(10'007), FrameCount(2000)});
    CHECK_FALSE(f.moved(LoopPart::whole, 2000, 2500).isLooping);
    CHECK(Fixture(true).moved(LoopPart::end, 3000, 3500).isLooping);
}

TEST_CASE("a loop is never without length, and one that is taken back is as it was")
{
    Fixture f;
    LoopGesture gesture(f.model, f.state, LoopPart::start, handAt(1000));
    gesture.moveTo(handAt(9000));
    CHECK(f.heard().empty());
    gesture.cancel();
    const auto back = only<SetTransportLoop>(f.heard());
    CHECK_FALSE(back.isLooping);
    CHECK(back.range == FrameRange{FramePosition(1003), FrameCount(2000)});
}
