#include "Pulse/Editing/ClipParts.h"

#include "Support/EditingDesk.h"

#include <catch2/catch.hpp>

using namespace loophole;
using loophole::testing::ofLength;
using Desk = loophole::testing::EditingDesk;

TEST_CASE("the parts of a clip have ids of their own, the first keeps the clip's")
{
    Desk desk;
    const auto clip = ofLength(11, 0, 1000);
    const auto context = cutContext(clip, desk.media, SampleRate(48000));
    const auto parts = split(clip, context, FramePosition(400), desk.ids).value();
    REQUIRE(parts.size() == 2);
    CHECK(parts[0].id == ClipId{11});
    CHECK(parts[1].id.isValid());
    CHECK(parts[1].id != ClipId{11});
    CHECK_FALSE(split(clip, context, FramePosition(1000), desk.ids));
}

TEST_CASE("a medium that was never found is cut as if it had the session's rate")
{
    Desk desk;
    auto clip = ofLength(11, 0, 1000);
    clip.asset = AssetId{4711};
    const auto context = cutContext(clip, desk.media, SampleRate(48000));
    CHECK_FALSE(context.assetRate.isKnown());
    CHECK(context.assetLength == FrameCount(0));
    CHECK(assetFrames(context, 100) == 100);
}
