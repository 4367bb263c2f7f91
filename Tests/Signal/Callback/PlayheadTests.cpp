#include "Signal/Callback/Playhead.h"

#include "Support/MixBench.h"

#include <catch2/catch.hpp>

using namespace loophole;
using namespace loophole::testing;
using namespace loophole::signal;

namespace
{

struct HeadBench : MixBench
{
    TestSignal noise = makeNoise(2, 50'000, 9);
    std::unique_ptr<const MixPlan> mixPlan;
    Playhead head{Lane::first, kernel};

    HeadBench()
    {
        assets.add(control, AssetId{1}, noise);
        mixPlan = plan(sessionOf({trackOf(1, {clipOf(1, 1, 0)})}));
        head.prepare(SampleRate(48000));
    }
    [[nodiscard]] TestSignal play(int frames)
    {
        TestSignal output(2, frames);
        counts += head.render(audio, *mixPlan, output.pointers().data(), frames);
        return output;
    }
};

} // namespace

TEST_CASE("a straight head plays and counts frames")
{
    HeadBench bench;
    bench.head.playAt(bench.audio, FramePosition(123));
    REQUIRE(bench.play(500) == cut(bench.noise, 123, 500));
    REQUIRE(bench.head.position() == FramePosition(623));
    REQUIRE(bench.head.speed() == 1.0);
}

TEST_CASE("a tape head glides to its rate and says when it is back at unity")
{
    HeadBench bench;
    bench.head.playAtRate(bench.audio, FramePosition(1'000), 1.0, 0.5);
    static_cast<void>(bench.play(512));
    REQUIRE(bench.head.speed() < 1.0);
    REQUIRE(bench.head.speed() > 0.5);
    for (int i = 0; i < 40; ++i)
        static_cast<void>(bench.play(512));
    REQUIRE(bench.head.speed() == 0.5);
    REQUIRE_FALSE(bench.head.hasReachedUnity());
    bench.head.setRate(bench.audio, 1.0);
    for (int i = 0; i < 40; ++i)
        static_cast<void>(bench.play(512));
    REQUIRE(bench.head.hasReachedUnity());
}

TEST_CASE("a loop that is set while the tape runs takes hold of it")
{
    HeadBench bench;
    bench.head.playAtRate(bench.audio, FramePosition(1'000), 2.0, 2.0);
    static_cast<void>(bench.play(500));
    REQUIRE(bench.head.position() == FramePosition(2'000));
    bench.head.setLoop(bench.audio, {true, {FramePosition(1'500), FrameCount(1'000)}});
    static_cast<void>(bench.play(500));
    REQUIRE(bench.head.position() == FramePosition(2'000));
}

TEST_CASE("a tape head that a loop held plays on where it was when the loop is taken away")
{
    HeadBench bench;
    bench.head.setLoop(bench.audio, {true, {FramePosition(1'000), FrameCount(300)}});
    bench.head.playAtRate(bench.audio, FramePosition(1'000), 2.0, 2.0);
    static_cast<void>(bench.play(200)); // 400 frames on: once around and 100 frames into the loop
    REQUIRE(bench.head.position() == FramePosition(1'100));
    bench.head.setLoop(bench.audio, {});
    REQUIRE(bench.head.position() == FramePosition(1'100));
    static_cast<void>(bench.play(200));
    REQUIRE(bench.head.position() == FramePosition(1'500));
}

TEST_CASE("skipping moves as far as rendering does")
{
    HeadBench bench;
    const TimelineLoop loop{true, {FramePosition(100), FrameCount(70)}};
    bench.head.playAt(bench.audio, FramePosition(0));
    bench.head.setLoop(bench.audio, loop);
    static_cast<void>(bench.play(512));
    const auto rendered = bench.head.position();
    bench.head.playAt(bench.audio, FramePosition(0));
    bench.head.skip(bench.audio, 512);
    REQUIRE(bench.head.position() == rendered);
}
