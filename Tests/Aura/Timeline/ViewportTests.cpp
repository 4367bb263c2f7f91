#include "Aura/Timeline/Viewport.h"

#include <catch2/catch.hpp>

using namespace loophole;
using namespace loophole::aura;

namespace
{

Viewport tenMinutes()
{
    return Viewport{1024, 0, 960, FrameCount(48000 * 600)};
}

} // namespace

TEST_CASE("the frame under the pointer stays under it while zooming, from the whole session to single samples")
{
    auto view = tenMinutes().showingAll().zoomed(0.25, 480);
    const auto held = view.exactFrameAt(317);
    while (view.framesPerPixel > Viewport::closest)
    {
        view = view.zoomed(0.5, 317);
        REQUIRE(view.exactFrameAt(317) == Approx(held).margin(1e-4));
    }
    REQUIRE(view.framesPerPixel == Viewport::closest);
}

TEST_CASE("zooming out ends where everything and a tenth more is shown")
{
    const auto view = tenMinutes().zoomed(1e9, 100);
    REQUIRE(view.framesPerPixel == view.farthest());
    REQUIRE(view.framesPerPixel * view.width == Approx(48000.0 * 600 * 1.1));
    REQUIRE(view.firstFrame == 0);
}

TEST_CASE("pixels and frames are each other's inverse")
{
    const auto view = tenMinutes().startingAt(123456);
    for (const auto frame : {123456, 123457, 200000, 999999})
        REQUIRE(view.exactFrameAt(view.xOf(FramePosition(frame))) == Approx(frame).epsilon(1e-12));
    REQUIRE(view.frameAt(0) == FramePosition(123456));
    REQUIRE(view.frameAt(-0.001) == FramePosition(123454));
}

TEST_CASE("scrolling stops at the start and where the end is in the middle")
{
    const auto view = tenMinutes();
    REQUIRE(view.scrolled(-500).firstFrame == 0);
    const auto last = view.scrolled(1e9);
    REQUIRE(last.xOf(FramePosition(48000 * 600)) == Approx(480));
}

TEST_CASE("showing a stretch fits it with a little air on both sides")
{
    const FrameRange range{FramePosition(480000), FrameCount(96000)};
    const auto view = tenMinutes().showing(range);
    REQUIRE(view.xOf(range.start) == Approx(960 * 0.05 / 1.1));
    REQUIRE(view.xOf(range.end()) == Approx(960 * 1.05 / 1.1));
    REQUIRE(tenMinutes().showing({FramePosition(5), FrameCount(0)}) == tenMinutes());
}

TEST_CASE("following turns a page only when the playhead has left the view")
{
    const auto view = tenMinutes();
    REQUIRE(view.following(FramePosition(1024 * 959)) == view);
    const auto next = view.following(FramePosition(1024 * 960));
    REQUIRE(next.xOf(FramePosition(1024 * 960)) == Approx(96));
}

TEST_CASE("the visible stretch covers every pixel")
{
    const auto visible = tenMinutes().startingAt(1000.5).visible();
    REQUIRE(visible.start == FramePosition(1000));
    REQUIRE(visible.end().value() >= 1000 + 960 * 1024);
}
