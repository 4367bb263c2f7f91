#include "Signal/Callback/AudioCallback.h"

#include "Support/CallbackBench.h"

#include <catch2/catch.hpp>
#include <limits>

using namespace loophole;
using namespace loophole::testing;

namespace
{

TestSignal steady(int channels, std::int64_t frames, float level)
{
    TestSignal signal(channels, frames);
    for (auto& channel : signal.channels)
        channel.assign(static_cast<std::size_t>(frames), level);
    return signal;
}

} // namespace

TEST_CASE("the device's output stays within full scale, and what is no number is silence")
{
    CallbackBench bench;
    auto loud = steady(2, 3, 1.5f);
    loud.channels[1] = {-3.0f, std::numeric_limits<float>::quiet_NaN(), -1.0f};
    bench.assets.add(bench.control, AssetId{1}, loud);
    bench.publish(sessionOf({trackOf(1, {clipOf(1, 1, 0)})}));
    bench.tell(PlayTransport{});
    const auto heard = bench.render(3);
    REQUIRE(heard.channels[0] == std::vector<float>{1.0f, 1.0f, 1.0f});
    REQUIRE(heard.channels[1] == std::vector<float>{-1.0f, 0.0f, -1.0f});
}

TEST_CASE("a stereo Master fits devices of one, two and many channels")
{
    for (const int channels : {1, 2, 10})
    {
        CallbackBench bench;
        auto sides = steady(2, 100, 0.5f);
        sides.channels[1].assign(100, 0.25f);
        bench.assets.add(bench.control, AssetId{1}, sides);
        bench.publish(sessionOf({trackOf(1, {clipOf(1, 1, 0)})}));
        bench.tell(PlayTransport{});
        const auto heard = bench.render(100, 100, channels);
        REQUIRE(heard.channels[0][50] == (channels == 1 ? 0.375f : 0.5f));
        if (channels > 1)
            REQUIRE(heard.channels[1][50] == 0.25f);
        for (std::size_t c = 2; c < heard.channels.size(); ++c)
            REQUIRE(heard.channels[c] == std::vector<float>(100, 0.0f));
    }
}

TEST_CASE("the position is the one that the callback began with, and so is its time")
{
    CallbackBench bench;
    bench.publish(sessionOf({}));
    bench.tell(PlayTransport{});
    bench.clock.advance(Instant(5'000));
    static_cast<void>(bench.render(1'024));
    const auto position = bench.callback.position(bench.control);
    REQUIRE(position.state.isPlaying);
    REQUIRE(position.state.position == FramePosition(512));
    REQUIRE(position.at == Instant(5'000));
}

TEST_CASE("callbacks are counted with their deadline")
{
    CallbackBench bench;
    static_cast<void>(bench.render(4'800, 480));
    const auto summary = bench.callback.times().summary();
    REQUIRE(summary.count == 10);
    REQUIRE(summary.overruns == 0);
    REQUIRE(summary.deadlineUs == Approx(10'000));
}

TEST_CASE("a plan that replaces another frees it once the callback has passed")
{
    CallbackBench bench;
    bench.assets.add(bench.control, AssetId{1}, makeNoise(2, 10'000, 1));
    bench.publish(sessionOf({trackOf(1, {clipOf(1, 1, 0)})}));
    static_cast<void>(bench.render(512));
    bench.publish(sessionOf({}));
    bench.plan.collect(bench.control);
    REQUIRE(bench.plan.retiredCount(bench.control) == 0);
}

TEST_CASE("missing frames and frames of missing assets are counted apart")
{
    CallbackBench bench;
    bench.assets.add(bench.control, AssetId{1}, makeNoise(2, 10'000, 1));
    bench.assets.takeOut(bench.control, AssetId{1}, 0);
    auto gone = clipOf(2, 99, 0);
    gone.length = FrameCount(300);
    bench.publish(sessionOf({trackOf(1, {clipOf(1, 1, 0), gone})}));
    bench.tell(PlayTransport{});
    static_cast<void>(bench.render(1'024));
    REQUIRE(bench.callback.missingFrames() == 1'024);
    REQUIRE(bench.callback.absentFrames() == 300);
}
