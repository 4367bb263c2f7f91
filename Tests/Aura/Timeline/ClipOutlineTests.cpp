#include "Aura/Timeline/ClipOutline.h"

#include "Aura/Timeline/TimelineFixture.h"

using namespace loophole;
using namespace loophole::aura;

namespace
{

/** A clip from 100 to 600 across in a lane from 0 to 70, at one frame a pixel. */
ClipOutline outline(Clip clip = clipOf(1, 100, 500))
{
    return outlineOf(clip, *clip.length, clip.position, Viewport{1, 0, 1000, FrameCount(10'000)}, 0, 70);
}

} // namespace

TEST_CASE("edges, fades, gain and body each have their place")
{
    const auto clip = outline();
    CHECK(clip.zoneAt(101, 50) == ClipZone::start);
    CHECK(clip.zoneAt(599, 50) == ClipZone::end);
    CHECK(clip.zoneAt(104, 20) == ClipZone::fadeIn);
    CHECK(clip.zoneAt(596, 20) == ClipZone::fadeOut);
    CHECK(clip.zoneAt(300, clip.gainY) == ClipZone::gain);
    CHECK(clip.zoneAt(300, 8) == ClipZone::body);
    CHECK(clip.zoneAt(300, 68) == ClipZone::body);
    CHECK(clip.zoneAt(99, 50) == ClipZone::none);
    CHECK(clip.zoneAt(300, 70) == ClipZone::none);
}

TEST_CASE("handles lie at the ends of the fades, the line at the gain")
{
    auto clip = clipOf(1, 100, 500);
    clip.fadeIn = FrameCount(200);
    clip.gainDb = 12;
    const auto shown = outline(clip);
    CHECK(shown.zoneAt(300, 20) == ClipZone::fadeIn);
    CHECK(shown.gainY == shown.bodyTop() + 2);
    clip.gainDb = 24; // louder than the line reaches
    CHECK(outline(clip).gainY == shown.gainY);
}

TEST_CASE("of a narrow clip something is left to move it by")
{
    const auto narrow = outline(clipOf(1, 100, 12));
    CHECK(narrow.zoneAt(101, 50) == ClipZone::start);
    CHECK(narrow.zoneAt(106, 50) == ClipZone::body);
    CHECK(narrow.zoneAt(111, 50) == ClipZone::end);
    CHECK(outline(clipOf(1, 100, 6)).zoneAt(101, 50) == ClipZone::body);
}
