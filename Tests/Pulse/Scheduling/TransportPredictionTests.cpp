#include "Pulse/Scheduling/TransportPrediction.h"

#include "Core/Limits.h"

#include <catch2/catch.hpp>

using namespace loophole;
using namespace std::chrono_literals;

namespace
{

constexpr SampleRate rate(1000);

TransportPosition report(const TransportState& state, Instant at)
{
    TransportPosition fact;
    fact.state = state;
    fact.at = at;
    return fact;
}

FramePosition predicted(const TransportPrediction& transport, Instant now)
{
    return positionAt(transport.moment(), now, rate);
}

} // namespace

TEST_CASE("a command takes effect before any report of it")
{
    TransportPrediction transport;
    transport.apply(SeekTransport{FramePosition(500)}, 1s, rate);
    transport.apply(PlayTransport{}, 1s, rate);
    CHECK(predicted(transport, 2s) == FramePosition(1500));
    transport.apply(SetTransportRate{2}, 2s, rate);
    CHECK(predicted(transport, 3s) == FramePosition(3500));
    transport.apply(StopTransport{}, 3s, rate);
    CHECK(predicted(transport, 9s) == FramePosition(3500));
    transport.apply(SetTransportLoop{true, {FramePosition(0), FrameCount(100)}}, 3s, rate);
    CHECK(transport.moment().state.isLooping);
    transport.apply(SeekTransport{FramePosition(-5)}, 3s, rate);
    CHECK(predicted(transport, 3s) == FramePosition(0));
}

TEST_CASE("reports from before a seek do not take it back")
{
    TransportPrediction transport;
    transport.apply(PlayTransport{}, 1s, rate);
    auto state = transport.moment().state;
    state.position = FramePosition(100);
    transport.apply(SeekTransport{FramePosition(9000)}, 1100ms, rate);
    transport.report(report(state, 1050ms), 1110ms); // a callback from before the command
    CHECK(predicted(transport, 1100ms) == FramePosition(9000));
    transport.report(report(state, 1120ms), 1130ms); // one that had not seen it yet
    CHECK(predicted(transport, 1100ms) == FramePosition(9000));
    state.position = FramePosition(9002);
    state.seekGeneration = 1;
    transport.report(report(state, 1140ms), 1150ms);
    CHECK(predicted(transport, 1140ms) == FramePosition(9002));
}

TEST_CASE("a report that goes on contradicting is right in the end")
{
    TransportPrediction transport;
    transport.apply(PlayTransport{}, 1s, rate);
    TransportState stopped;
    stopped.position = FramePosition(77);
    transport.report(report(stopped, 1050ms), 1050ms);
    CHECK(transport.moment().state.isPlaying);
    transport.report(report(stopped, 1250ms), 1250ms);
    CHECK_FALSE(transport.moment().state.isPlaying);
    CHECK(predicted(transport, 5s) == FramePosition(77));
}

TEST_CASE("a scrub looks where the hand goes and ends as it was before")
{
    TransportPrediction transport;
    transport.apply(SetTransportRate{1.5}, 0s, rate);
    transport.apply(SeekTransport{FramePosition(1000)}, 0s, rate);
    transport.apply(ScrubTransport{FramePosition(900)}, 1s, rate);
    CHECK(transport.moment().state.isScrubbing);
    CHECK(transport.moment().state.rate < 0);
    transport.apply(ScrubTransport{FramePosition(1200)}, 2s, rate);
    CHECK(transport.moment().state.rate > 0);
    transport.apply(EndScrub{}, 3s, rate);
    CHECK_FALSE(transport.moment().state.isScrubbing);
    CHECK(transport.moment().state.rate == 1.5);
    CHECK(predicted(transport, 3s) == FramePosition(1200));
}

TEST_CASE("rates are taken to what can be played")
{
    TransportPrediction transport;
    transport.apply(SetTransportRate{100}, 0s, rate);
    CHECK(transport.moment().state.rate == limits::highestPlayRate);
    transport.apply(SetTransportRate{0}, 0s, rate);
    CHECK(transport.moment().state.rate == limits::lowestPlayRate);
}
