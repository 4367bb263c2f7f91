#include "Core/SampleRate.h"

#include <catch2/catch.hpp>

using namespace loophole;

TEST_CASE("times become the nearest frame")
{
    CHECK(SampleRate(48000).framesIn(0.5) == FrameCount(24'000));
    CHECK(SampleRate(44100).framesIn(1.0 / 44100) == FrameCount(1));
    CHECK(SampleRate(44100).framesIn(0.00001) == FrameCount(0));
    CHECK(SampleRate(48000).framesIn(-1) == FrameCount(-48'000));
}

TEST_CASE("frames become seconds, and none at an unknown rate")
{
    CHECK(SampleRate(48000).secondsIn(FrameCount(12'000)) == 0.25);
    CHECK(SampleRate().secondsIn(FrameCount(12'000)) == 0.0);
    CHECK_FALSE(SampleRate().isKnown());
}

TEST_CASE("hours of frames go to seconds and back without losing one")
{
    for (const auto hertz : {44100, 48000, 96000, 192000})
        for (std::int64_t frames = 1; frames < 10'000'000'000; frames = frames * 3 + 1)
            CHECK(SampleRate(hertz).framesIn(SampleRate(hertz).secondsIn(FrameCount(frames))) == FrameCount(frames));
}
