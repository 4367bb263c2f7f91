#include "Aura/Transport/PlayheadClock.h"

#include <catch2/catch.hpp>

using namespace loophole;
using namespace loophole::aura;
using namespace std::chrono_literals;

namespace
{

constexpr SampleRate rate(48000);

TransportPosition playingFrom(std::int64_t frame, Instant at)
{
    TransportPosition position;
    position.state.isPlaying = true;
    position.state.position = FramePosition(frame);
    position.at = at;
    return position;
}

} // namespace

TEST_CASE("between two reports the playhead moves on with the time")
{
    PlayheadClock clock;
    clock.report(playingFrom(1000, 5s));
    REQUIRE(clock.at(5s, rate) == FramePosition(1000));
    REQUIRE(clock.at(5s + 100ms, rate) == FramePosition(5800));
    auto fast = playingFrom(1000, 5s);
    fast.state.rate = 2;
    clock.report(fast);
    REQUIRE(clock.at(5s + 100ms, rate) == FramePosition(10600));
}

TEST_CASE("without reports it stands still, for then nothing is heard")
{
    PlayheadClock clock;
    clock.report(playingFrom(0, 5s));
    REQUIRE(clock.at(65s, rate) == clock.at(5s + PlayheadClock::longestSilence, rate));
}

TEST_CASE("it wraps where the transport wraps")
{
    PlayheadClock clock;
    auto looping = playingFrom(9000, 1s);
    looping.state.isLooping = true;
    looping.state.loop = {FramePosition(5000), FrameCount(5000)};
    clock.report(looping);
    REQUIRE(clock.at(1s + 100ms, rate) == FramePosition(5000 + (9000 + 4800 - 10000)));
    looping.state.position = FramePosition(20000);
    clock.report(looping);
    REQUIRE(clock.at(1s + 100ms, rate) == FramePosition(24800));
}

TEST_CASE("a seek is shown before it is reported, and given up when it is not")
{
    PlayheadClock clock;
    auto stopped = playingFrom(1000, 1s);
    stopped.state.isPlaying = false;
    clock.report(stopped);
    clock.expectSeek(FramePosition(7000), 1s);
    REQUIRE(clock.at(1s, rate) == FramePosition(7000));

    stopped.at = 1s + 10ms; // a report from before the seek
    clock.report(stopped);
    REQUIRE(clock.at(1s + 10ms, rate) == FramePosition(7000));

    auto arrived = stopped;
    arrived.state.position = FramePosition(7100);
    arrived.state.seekGeneration = 1;
    arrived.at = 1s + 20ms;
    clock.report(arrived);
    REQUIRE(clock.at(1s + 20ms, rate) == FramePosition(7100));

    clock.expectSeek(FramePosition(9000), 2s);
    REQUIRE(clock.at(3s, rate) == FramePosition(7100));
}
