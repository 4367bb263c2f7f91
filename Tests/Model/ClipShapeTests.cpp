#include "Model/ClipShape.h"

#include <catch2/catch.hpp>

using namespace loophole;

namespace
{

Clip clipOf(std::int64_t position, double offset, std::int64_t length)
{
    Clip clip;
    clip.position = FramePosition(position);
    clip.offset = offset;
    clip.length = FrameCount(length);
    return clip;
}

/** On a medium of 10,000 frames at the session's rate. */
CutContext contextOf(const Clip& clip)
{
    return cutContext(clip, SampleRate(48000), FrameCount(10'000), SampleRate(48000));
}

} // namespace

TEST_CASE("ends move as far as the medium and the timeline reach")
{
    const auto clip = clipOf(1000, 300, 2000);
    const auto context = contextOf(clip);
    CHECK(movedEnds(clip, context, FrameCount(-500), FrameCount(0)).start == FramePosition(700));
    CHECK(movedEnds(clip, context, FrameCount(9999), FrameCount(0)) == FrameRange{FramePosition(2999), FrameCount(1)});
    CHECK(movedEnds(clip, context, FrameCount(0), FrameCount(50'000)).length == FrameCount(52'000));
    auto reversed = clip;
    reversed.reverse = true;
    CHECK(movedEnds(reversed, contextOf(reversed), FrameCount(0), FrameCount(500)).end() == FramePosition(3300));
}

TEST_CASE("a slip stays within the medium")
{
    const auto clip = clipOf(1000, 300, 2000);
    CHECK(slipped(clip, contextOf(clip), FrameCount(200)).offset == 500);
    CHECK(slipped(clip, contextOf(clip), FrameCount(-900)).offset == 0);
    CHECK(slipped(clip, contextOf(clip), FrameCount(50'000)).offset == 8000);
}

TEST_CASE("the fade that is set wins over the other one")
{
    auto clip = clipOf(0, 0, 1000);
    clip.fadeIn = FrameCount(400);
    CHECK(withFades(clip, FrameCount(1000), std::nullopt, FrameCount(800)).fadeIn == FrameCount(200));
    CHECK(withFades(clip, FrameCount(1000), FrameCount(5000), std::nullopt).fadeIn == FrameCount(1000));
    CHECK(withFades(clip, FrameCount(0), FrameCount(5000), FrameCount(-1)).fadeIn == FrameCount(5000));
}

TEST_CASE("another rate plays the same stretch in another length, within what can be played")
{
    const auto clip = clipOf(0, 0, 1000);
    CHECK(withPlayRate(clip, contextOf(clip).line, 2).length == FrameCount(500));
    CHECK(withPlayRate(clip, contextOf(clip).line, 0.001).playRate == 0.1);
    auto looped = clip;
    looped.loop = true;
    CHECK(withPlayRate(looped, contextOf(looped).line, 2).length == FrameCount(1000));
}
