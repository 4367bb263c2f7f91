#include "Signal/Callback/Transport.h"

#include "Support/CallbackBench.h"

#include <catch2/catch.hpp>
#include <numbers>

using namespace loophole;
using namespace loophole::testing;

namespace
{

constexpr std::int64_t length = 400'000;
constexpr std::int64_t declick = 240;
constexpr double hertz = 220.0;

/** One clip from the start of the timeline: noise to compare bits, a sine to find clicks. */
struct TransportBench : CallbackBench
{
    TestSignal source;

    explicit TransportBench(TestSignal signal) : source(std::move(signal))
    {
        assets.add(control, AssetId{1}, source);
        publish(sessionOf({trackOf(1, {clipOf(1, 1, 0)})}));
    }
    static TransportBench ofNoise() { return TransportBench(makeNoise(2, length, 3)); }
    static TransportBench ofSine() { return TransportBench(makeSines(1, length, 48000, hertz)); }
};

/** The largest step of the sine itself, and with a crossfade between two places of it. */
constexpr auto ownStep = static_cast<float>(0.5 * 2.0 * std::numbers::pi * hertz / 48000);
constexpr float fadeStep = 1.0f / 240;
constexpr float fadedStep = ownStep + fadeStep;

} // namespace

TEST_CASE("a stopped transport is silent and stays where it is")
{
    auto bench = TransportBench::ofNoise();
    REQUIRE(bench.render(2000) == TestSignal(2, 2000));
    REQUIRE(bench.transport().position == FramePosition(0));
    REQUIRE_FALSE(bench.transport().isPlaying);
    REQUIRE(bench.callback.framesPlayed() == 0);
}

TEST_CASE("playing from the start is the session bit for bit, whatever the callback size")
{
    for (const auto block : {1, 32, 480, 512, 4096})
    {
        auto bench = TransportBench::ofNoise();
        bench.tell(PlayTransport{});
        INFO("callbacks of " << block);
        REQUIRE(bench.render(20'000, block) == cut(bench.source, 0, 20'000));
        REQUIRE(bench.callback.framesPlayed() == 20'000);
        REQUIRE(bench.callback.missingFrames() == 0);
    }
}

TEST_CASE("starting in the middle of a sound fades in, and is exact after the fade")
{
    auto bench = TransportBench::ofNoise();
    bench.tell(SeekTransport{FramePosition(5000)});
    bench.tell(PlayTransport{});
    const auto heard = bench.render(2000, 100);
    REQUIRE(heard.channels[0][0] == 0.0f);
    REQUIRE(heard.channels[0][120] == Approx(bench.source.channels[0][5120] * 0.5f));
    REQUIRE(cut(heard, declick, 1000) == cut(bench.source, 5000 + declick, 1000));
}

TEST_CASE("stop fades out within five milliseconds and keeps the place for the next start")
{
    auto bench = TransportBench::ofSine();
    bench.tell(PlayTransport{});
    const auto playing = bench.render(3'072);
    bench.tell(StopTransport{});
    const auto stopped = bench.render(1'024);
    REQUIRE(bench.transport().position == FramePosition(3'072));
    REQUIRE(largestStep(joined({playing, stopped}).channels[0]) <= fadedStep);
    REQUIRE(cut(stopped, declick, 500) == TestSignal(2, 500));

    bench.tell(PlayTransport{});
    const auto again = bench.render(1'024);
    REQUIRE(largestStep(again.channels[0]) <= fadedStep);
    REQUIRE(cut(again, declick, 500).channels[0] == cut(bench.source, 3'072 + declick, 500).channels[0]);
}

TEST_CASE("a seek crossfades to the new place and is exact there after the fade")
{
    auto bench = TransportBench::ofSine();
    bench.tell(PlayTransport{});
    const auto before = bench.render(2'048);
    bench.tell(SeekTransport{FramePosition(100'077)});
    const auto after = bench.render(2'048, 64);
    REQUIRE(largestStep(joined({before, after}).channels[0]) <= fadedStep);
    REQUIRE(cut(after, declick, 1000).channels[0] == cut(bench.source, 100'077 + declick, 1000).channels[0]);
    REQUIRE(bench.transport().seekGeneration == 1);
}

TEST_CASE("of many seeks within one fade the last wins, without a click")
{
    auto bench = TransportBench::ofSine();
    bench.tell(PlayTransport{});
    std::vector<TestSignal> heard{bench.render(1'024)};
    for (int i = 1; i <= 20; ++i)
    {
        bench.tell(SeekTransport{FramePosition(10'000 * i)});
        heard.push_back(bench.render(32, 32));
    }
    heard.push_back(bench.render(1'024, 32));
    REQUIRE(largestStep(joined(heard).channels[0]) <= fadedStep);
    REQUIRE(bench.transport().seekGeneration == 20);
    const auto at = bench.transport().position.value();
    REQUIRE(at > 200'000);
    REQUIRE(bench.render(512).channels[0] == cut(bench.source, at + 32, 512).channels[0]);
}

TEST_CASE("the loop wraps to the sample inside a callback, at any length down to one frame")
{
    for (const std::int64_t size : {1, 2, 17, 500, 512, 5'000})
    {
        auto bench = TransportBench::ofNoise();
        bench.tell(SetTransportLoop{true, {FramePosition(1'000), FrameCount(size)}});
        bench.tell(PlayTransport{});
        const auto heard = bench.render(8'000, 480);
        INFO("a loop of " << size);
        std::vector<float> expected;
        for (std::int64_t i = 0; i < 8'000; ++i)
            expected.push_back(
                bench.source.channels[0][static_cast<std::size_t>(i < 1'000 ? i : 1'000 + (i - 1'000) % size)]);
        REQUIRE(heard.channels[0] == expected);
    }
}

TEST_CASE("a head behind the loop's end plays on without looping")
{
    auto bench = TransportBench::ofNoise();
    bench.tell(SetTransportLoop{true, {FramePosition(0), FrameCount(1'000)}});
    bench.tell(SeekTransport{FramePosition(1'000)});
    bench.tell(PlayTransport{});
    const auto heard = bench.render(3'000);
    REQUIRE(cut(heard, declick, 2'000) == cut(bench.source, 1'000 + declick, 2'000));
}

TEST_CASE("varispeed plays at its pitch, glides there, and unity is exact again")
{
    auto bench = TransportBench::ofSine();
    bench.tell(PlayTransport{});
    std::vector<TestSignal> heard{bench.render(2'048)};
    bench.tell(SetTransportRate{2.0});
    heard.push_back(bench.render(24'000, 480));
    // After the glide, one second of output is an octave up: count the rising zero crossings.
    const auto fast = bench.render(48'000);
    int crossings = 0;
    for (std::size_t i = 1; i < fast.channels[0].size(); ++i)
        crossings += fast.channels[0][i - 1] < 0 && fast.channels[0][i] >= 0 ? 1 : 0;
    REQUIRE(crossings == Approx(2 * hertz).margin(1));
    heard.push_back(fast);
    bench.tell(SetTransportRate{1.0});
    heard.push_back(bench.render(24'000, 480));
    REQUIRE(largestStep(joined(heard).channels[0]) <= 2 * ownStep + fadeStep);

    const auto at = bench.transport().position.value();
    REQUIRE(bench.render(1'000).channels[0] == cut(bench.source, at + 480, 1'000).channels[0]);
}

TEST_CASE("varispeed wraps with the loop without a seam")
{
    // The loop holds whole cycles of the sine, so its own wrap is seamless.
    auto bench = TransportBench(makeSines(1, length, 48000, 240.0));
    bench.tell(SetTransportLoop{true, {FramePosition(2'000), FrameCount(2'000)}});
    bench.tell(SetTransportRate{1.5});
    bench.tell(PlayTransport{});
    const auto heard = bench.render(48'000);
    // The sine's onset is a kink, around which the kernel rings; it is left out.
    REQUIRE(largestStep(cut(heard, 500, 47'000).channels[0]) <= 1.5f * ownStep * 240.0f / 220.0f * 1.01f);
    REQUIRE(bench.transport().position < FramePosition(4'000));
}

TEST_CASE("scrubbing follows the pointer forwards and backwards at its speed and rests silent")
{
    auto bench = TransportBench::ofSine();
    bench.tell(SeekTransport{FramePosition(100'000)});
    std::vector<TestSignal> heard;
    // Half a second forwards at unity speed, told every 10 ms, half a second back at twice that, then rest.
    for (int i = 1; i <= 50; ++i)
    {
        bench.tell(ScrubTransport{FramePosition(100'000 + 480 * i)});
        heard.push_back(bench.render(480, 480));
    }
    REQUIRE(bench.transport().rate == Approx(1.0).margin(0.05));
    REQUIRE(bench.transport().isScrubbing);
    for (int i = 1; i <= 50; ++i)
    {
        bench.tell(ScrubTransport{FramePosition(124'000 - 960 * i)});
        heard.push_back(bench.render(480, 480));
    }
    REQUIRE(bench.transport().rate == Approx(-2.0).margin(0.1));
    heard.push_back(bench.render(48'000, 480));
    REQUIRE(bench.transport().position == FramePosition(76'000));
    REQUIRE(largestStep(joined(heard).channels[0]) <= 2.2f * ownStep + fadeStep);
    REQUIRE(bench.render(1'000) == TestSignal(2, 1'000));
    REQUIRE(bench.callback.missingFrames() == 0);

    const auto& forwards = heard[30].channels[0];
    REQUIRE(*std::max_element(forwards.begin(), forwards.end()) == Approx(0.5).margin(0.02));
}

TEST_CASE("a pointer that jumps too far to follow is met by a crossfade, and the place is heard")
{
    auto bench = TransportBench::ofSine();
    bench.tell(ScrubTransport{FramePosition(300'000)});
    const auto heard = bench.render(24'000, 480);
    REQUIRE(bench.transport().position == FramePosition(300'000));
    REQUIRE(largestStep(heard.channels[0]) <= 1.1f * ownStep + fadeStep);
    REQUIRE(*std::max_element(heard.channels[0].begin(), heard.channels[0].begin() + 9'600) > 0.4f);
}

TEST_CASE("when the pointer lets go the transport goes on from there as it was")
{
    auto bench = TransportBench::ofNoise();
    bench.tell(PlayTransport{});
    static_cast<void>(bench.render(1'024));
    bench.tell(ScrubTransport{FramePosition(2'000)});
    static_cast<void>(bench.render(4'800));
    bench.tell(EndScrub{});
    const auto on = bench.render(1'024);
    REQUIRE(cut(on, declick, 700) == cut(bench.source, 2'000 + declick, 700));
    REQUIRE(bench.transport().isPlaying);

    bench.tell(StopTransport{});
    bench.tell(ScrubTransport{FramePosition(9'000)});
    static_cast<void>(bench.render(4'800));
    bench.tell(EndScrub{});
    static_cast<void>(bench.render(1'024));
    REQUIRE_FALSE(bench.transport().isPlaying);
    REQUIRE(bench.transport().position == FramePosition(9'000));
}

TEST_CASE("a session shorter than playback goes on as silence")
{
    auto bench = TransportBench::ofNoise();
    bench.tell(SeekTransport{FramePosition(length - 1'000)});
    bench.tell(PlayTransport{});
    const auto heard = bench.render(5'000);
    REQUIRE(cut(heard, 1'000, 4'000) == TestSignal(2, 4'000));
    REQUIRE(cut(heard, declick, 700) == cut(bench.source, length - 1'000 + declick, 700));
    REQUIRE(bench.transport().isPlaying);
    REQUIRE(bench.callback.missingFrames() == 0);
}

TEST_CASE("without a plan the transport moves in silence")
{
    CallbackBench bench;
    bench.tell(PlayTransport{});
    REQUIRE(bench.render(1'024) == TestSignal(2, 1'024));
    static_cast<void>(bench.render(512));
    REQUIRE(bench.transport().position == FramePosition(1'024));
}

TEST_CASE("playing that is bound to an end stops there by itself, whatever the callback size")
{
    for (const auto block : {1, 100, 512, 4096})
    {
        auto bench = TransportBench::ofNoise();
        bench.tell(PlayTransport{FramePosition(3000)});
        INFO("callbacks of " << block);
        const auto heard = bench.render(8192, block);
        REQUIRE(cut(heard, 0, 3000) == cut(bench.source, 0, 3000));
        REQUIRE(cut(heard, 3000 + declick, 4000) == TestSignal(2, 4000));
        REQUIRE_FALSE(bench.transport().isPlaying);
        REQUIRE(bench.transport().position == FramePosition(3000));
        bench.tell(PlayTransport{});
        static_cast<void>(bench.render(4096, block));
        REQUIRE(bench.transport().isPlaying); // the end was meant once
    }
}

TEST_CASE("a seek takes the end of playing away, and an end that lies behind is none")
{
    auto bench = TransportBench::ofNoise();
    bench.tell(PlayTransport{FramePosition(3000)});
    static_cast<void>(bench.render(1000));
    bench.tell(SeekTransport{FramePosition(2000)});
    static_cast<void>(bench.render(4096));
    REQUIRE(bench.transport().isPlaying);
    bench.tell(PlayTransport{FramePosition(10)});
    static_cast<void>(bench.render(1000));
    REQUIRE(bench.transport().isPlaying);
}

TEST_CASE("at another rate playing stops at its end to the frame")
{
    auto bench = TransportBench::ofNoise();
    bench.tell(SetTransportRate{2.0});
    bench.tell(PlayTransport{FramePosition(3000)});
    static_cast<void>(bench.render(4096));
    REQUIRE_FALSE(bench.transport().isPlaying);
    REQUIRE(bench.transport().position == FramePosition(3000));
}
