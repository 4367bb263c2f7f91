#include "Model/ClipTimeline.h"

#include <catch2/catch.hpp>

using namespace loophole;

namespace
{

constexpr SampleRate sessionRate(48000);

ClipTimeline lineOf(const Clip& clip, std::int64_t assetLength, int assetRate = 48000)
{
    return timelineOf(clip, SampleRate(assetRate), FrameCount(assetLength), sessionRate);
}

std::vector<double> heard(const ClipTimeline& line, std::int64_t frames)
{
    std::vector<double> positions;
    for (std::int64_t n = 0; n < frames; ++n)
        positions.push_back(line.gridPosition(n));
    return positions;
}

using Positions = std::vector<double>;

} // namespace

TEST_CASE("a plain clip plays the rest of its asset from its offset, frame by frame")
{
    Clip clip;
    clip.position = FramePosition(1000);
    clip.offset = 6;
    const auto line = lineOf(clip, 10);
    CHECK(line.start == FramePosition(1000));
    CHECK(line.length == FrameCount(4));
    CHECK(line.end() == FramePosition(1004));
    CHECK(line.stretch == FrameCount(4));
    CHECK(line.phase == 0);
    CHECK(heard(line, 4) == Positions{6, 7, 8, 9});
}

TEST_CASE("a loop repeats from the offset, a reverse mirrors the clip, and both at once mirror each pass")
{
    Clip clip;
    clip.offset = 7;
    clip.length = FrameCount(8);
    clip.loop = true;
    CHECK(heard(lineOf(clip, 10), 8) == Positions{7, 8, 9, 7, 8, 9, 7, 8});
    clip.reverse = true;
    CHECK(heard(lineOf(clip, 10), 8) == Positions{9, 8, 7, 9, 8, 7, 9, 8});
    clip.loop = false;
    clip.length = FrameCount(3);
    CHECK(heard(lineOf(clip, 10), 3) == Positions{9, 8, 7});
    clip.length = FrameCount(5); // reaches two frames past the asset, which come first and are silent
    CHECK(heard(lineOf(clip, 10), 5) == Positions{11, 10, 9, 8, 7});
}

TEST_CASE("a play rate steps over the grid and shortens what is left to play")
{
    Clip clip;
    clip.playRate = 2;
    CHECK(lineOf(clip, 10).length == FrameCount(5));
    CHECK(heard(lineOf(clip, 10), 5) == Positions{0, 2, 4, 6, 8});
    clip.playRate = 0.5;
    CHECK(lineOf(clip, 10).length == FrameCount(20));
    clip.playRate = 3;
    CHECK(lineOf(clip, 10).length == FrameCount(4));
    clip.loop = true;
    CHECK(heard(lineOf(clip, 10), 5) == Positions{0, 3, 6, 9, 2});
    clip.playRate = 99;
    CHECK(lineOf(clip, 10).playRate == 8);
}

TEST_CASE("a loop of one frame repeats that frame")
{
    Clip clip;
    clip.offset = 9;
    clip.length = FrameCount(3);
    clip.loop = true;
    CHECK(heard(lineOf(clip, 10), 3) == Positions{9, 9, 9});
    clip.reverse = true;
    CHECK(heard(lineOf(clip, 10), 3) == Positions{9, 9, 9});
}

TEST_CASE("a loop behind the end of its asset has nothing to repeat and goes on into silence")
{
    Clip clip;
    clip.offset = 15;
    clip.length = FrameCount(3);
    clip.loop = true;
    const auto line = lineOf(clip, 10);
    CHECK(line.stretch == FrameCount(0));
    CHECK(heard(line, 3) == Positions{15, 16, 17});
}

TEST_CASE("an asset at another rate is read on a grid at the session's rate, whose phase is the offset's fraction")
{
    Clip clip;
    clip.offset = 147; // 160 grid frames at 44.1 kHz in 48
    auto line = lineOf(clip, 44'100, 44'100);
    CHECK(line.first == FramePosition(160));
    CHECK(line.phase == 0);
    CHECK(line.length == FrameCount(48'000 - 160));
    clip.offset = 1;
    line = lineOf(clip, 44'100, 44'100);
    CHECK(line.first == FramePosition(1));
    CHECK(line.phase == Approx(160.0 / 147.0 - 1).margin(1e-7));
}

TEST_CASE("phases are the same however an offset was arrived at")
{
    Clip clip;
    clip.offset = 100;
    const auto phase = lineOf(clip, 441'000, 44'100).phase;
    for (std::int64_t frames = 1; frames < 400'000; frames = frames * 3 + 1)
    {
        clip.offset = 100 + static_cast<double>(frames) * 44'100 / 48'000;
        const auto line = lineOf(clip, 441'000, 44'100);
        CHECK(line.phase == phase);
        CHECK(line.first == FramePosition(108 + frames));
        CHECK(line.phase >= 0);
        CHECK(line.phase < 1);
    }
}

TEST_CASE("an offset that only rounding keeps off a grid frame is on it")
{
    Clip clip;
    for (const std::int64_t n : {1, 7, 1000, 123'457, 10'000'019})
    {
        clip.offset = static_cast<double>(n) * 44'100 / 48'000;
        const auto line = lineOf(clip, 441'000'000, 44'100);
        CHECK(line.first == FramePosition(n));
        CHECK(line.phase == 0);
    }
}

TEST_CASE("while nothing is known of the asset only a stated length counts")
{
    Clip clip;
    CHECK(timelineOf(clip, SampleRate(), FrameCount(), sessionRate).length == FrameCount(0));
    clip.length = FrameCount(500);
    CHECK(timelineOf(clip, SampleRate(), FrameCount(), sessionRate).length == FrameCount(500));
}

TEST_CASE("the length on another grid is that of the frames inside the asset")
{
    CHECK(gridLength(FrameCount(44'100), SampleRate(44100), SampleRate(48000)) == FrameCount(48'000));
    CHECK(gridLength(FrameCount(1), SampleRate(44100), SampleRate(48000)) == FrameCount(2));
    CHECK(gridLength(FrameCount(3), SampleRate(96000), SampleRate(48000)) == FrameCount(2));
    CHECK(gridLength(FrameCount(3), SampleRate(96000), SampleRate(48000), 0.5) == FrameCount(1));
    CHECK(gridLength(FrameCount(77), SampleRate(48000), SampleRate(48000)) == FrameCount(77));
    CHECK(gridLength(FrameCount(0), SampleRate(44100), SampleRate(48000), 0.5) == FrameCount(0));
}

TEST_CASE("fades begin and end at silence and leave what is between alone")
{
    const auto gainAt = [](std::int64_t n) { return fadeGain(n, FrameCount(100), FrameCount(10), FrameCount(20)); };
    CHECK(gainAt(0) == 0.0f);
    CHECK(gainAt(5) == 0.5f);
    CHECK(gainAt(10) == 1.0f);
    CHECK(gainAt(79) == 1.0f);
    CHECK(gainAt(89) == 0.5f);
    CHECK(gainAt(99) == 0.0f);
    CHECK(fadeGain(0, FrameCount(100), FrameCount(0), FrameCount(0)) == 1.0f);
    CHECK(fadeGain(99, FrameCount(100), FrameCount(0), FrameCount(0)) == 1.0f);
    CHECK(fadeGain(50, FrameCount(101), FrameCount(100), FrameCount(100)) == 0.25f);
}
