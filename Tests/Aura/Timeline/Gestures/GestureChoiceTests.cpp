#include "Aura/Timeline/Gestures/GestureChoice.h"

#include "Aura/Timeline/TimelineFixture.h"

using namespace loophole;
using namespace loophole::aura;

TEST_CASE("what a drag does follows from where it begins and which keys are held")
{
    const auto kind = [](ClipZone zone, bool ctrl = false, bool shift = false)
    { return gestureKind(zone, ctrl, shift, false); };
    CHECK(kind(ClipZone::none) == GestureKind::marquee);
    CHECK(kind(ClipZone::none, false, true) == GestureKind::range);
    CHECK(kind(ClipZone::body) == GestureKind::move);
    CHECK(kind(ClipZone::body, true) == GestureKind::move);
    CHECK(kind(ClipZone::body, true, true) == GestureKind::slip);
    CHECK(kind(ClipZone::start) == GestureKind::trimStart);
    CHECK(kind(ClipZone::end, true) == GestureKind::stretchEnd);
    CHECK(kind(ClipZone::end, false, true) == GestureKind::crossfadeEnd);
    CHECK(kind(ClipZone::fadeIn) == GestureKind::fadeIn);
    CHECK(kind(ClipZone::fadeIn, false, true) == GestureKind::crossfadeStart);
    CHECK(kind(ClipZone::gain) == GestureKind::gain);
    CHECK(kind(ClipZone::gain, true) == GestureKind::move);
    CHECK(gestureKind(ClipZone::body, false, false, true) == GestureKind::scrub);
}

TEST_CASE("every drag moves without a clip being harmed when it comes to nothing")
{
    TimelineFixture f;
    f.state.selection = {ClipId{1}};
    for (const auto zone : {ClipZone::none, ClipZone::body, ClipZone::start, ClipZone::end, ClipZone::fadeIn,
                            ClipZone::fadeOut, ClipZone::gain})
        for (const auto& [ctrl, shift] : {std::pair(false, false), {true, false}, {false, true}})
        {
            const auto outline =
                outlineOf(f.model.session().tracks[0]->clips[0], FrameCount(5000), FramePosition(10007), {}, 0, 70);
            const Press press{ClipId{1}, zone, outline, handAt(12000), ctrl, shift, false};
            const auto gesture = gestureFor(f.model, f.state, press);
            gesture->moveTo(handAt(12000));
            INFO("zone " << static_cast<int>(zone) << " ctrl " << ctrl);
            CHECK(gesture->commands().empty());
        }
}
