#include "Signal/Callback/AuditionLine.h"

#include <catch2/catch.hpp>

using namespace loophole;
using signal::framesToLine;

namespace
{

TransportState playingAt(std::int64_t frame)
{
    TransportState state;
    state.isPlaying = true;
    state.position = FramePosition(frame);
    return state;
}

} // namespace

TEST_CASE("a line that the transport is on is now, the next one is as far as it is")
{
    CHECK(framesToLine(playingAt(0), 24'000) == 0);
    CHECK(framesToLine(playingAt(1), 24'000) == 23'999);
    CHECK(framesToLine(playingAt(24'000), 24'000) == 0);
    CHECK(framesToLine(playingAt(24'001), 24'000) == 23'999);
}

TEST_CASE("lines between frames are on the nearest frame, each once")
{
    // 130 beats a minute at 44.1 kHz.
    const auto beat = 44'100 * 60.0 / 130;
    for (int line = 1; line < 500; ++line)
    {
        const auto frame = std::llround(line * beat);
        REQUIRE(framesToLine(playingAt(frame), beat) == 0);
        REQUIRE(framesToLine(playingAt(frame - 1), beat) == 1);
        REQUIRE(framesToLine(playingAt(frame + 1), beat) == std::llround((line + 1) * beat) - frame - 1);
    }
}

TEST_CASE("nothing waits for a transport that does not play, nor for lines that are none")
{
    auto state = playingAt(5);
    CHECK(framesToLine(state, 0) == 0);
    state.isScrubbing = true;
    CHECK(framesToLine(state, 100) == 0);
    CHECK(framesToLine(TransportState(), 100) == 0);
}

TEST_CASE("through a loop the next line is the first one behind its start")
{
    auto state = playingAt(1'900);
    state.isLooping = true;
    state.loop = {FramePosition(1'050), FrameCount(900)};
    // 50 frames to the loop's end, 50 more from its start to the line at 1,100.
    CHECK(framesToLine(state, 100) == 0);
    state.position = FramePosition(1'901);
    CHECK(framesToLine(state, 100) == 49 + 50);
    state.loop = {FramePosition(1'910), FrameCount(40)};
    CHECK(framesToLine(state, 100) == signal::lineIsFar);
    state.position = FramePosition(3'001);
    CHECK(framesToLine(state, 100) == 99);
}

TEST_CASE("at another speed a line is reached sooner or later")
{
    auto state = playingAt(1);
    state.rate = 2;
    CHECK(framesToLine(state, 101) == 50);
    state.rate = 0.5;
    CHECK(framesToLine(state, 101) == 200);
}
