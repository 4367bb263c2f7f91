#include "Signal/Callback/AuditionTape.h"

#include "Support/HandMadeAssets.h"
#include "Support/RealtimeTrap.h"

#include <catch2/catch.hpp>
#include <numbers>

using namespace loophole;
using namespace loophole::testing;

namespace
{

struct TapeBench
{
    SignalThread control = SignalThread::mint();
    AudioThread audio = AudioThread::mint();
    HandMadeAssets assets;
    signal::MovingRateKernel kernel;
    signal::GridReader reader{kernel};
    signal::AuditionTape tape{kernel};
    signal::AuditionTape::Head head;

    explicit TapeBench(TestSignal signal)
    {
        assets.add(control, AssetId{1}, std::move(signal));
        head.follower.prepare(SampleRate(48000));
    }
    TestSignal read(std::int64_t frames, int part)
    {
        const auto table = assets.table(control, AssetId{1}, 0);
        TestSignal heard(table->channelCount(), frames);
        for (std::int64_t done = 0; done < frames; done += part)
        {
            std::vector<float*> at;
            for (auto& channel : heard.channels)
                at.push_back(channel.data() + done);
            const ArmedSection armed;
            tape.read(audio, reader, head, *table, static_cast<int>(std::min<std::int64_t>(part, frames - done)),
                      at.data());
        }
        return heard;
    }
};

} // namespace

TEST_CASE("a tape at rest is silent")
{
    TapeBench bench(makeNoise(2, 20'000, 1));
    bench.head.follower.placeAt(10'000);
    CHECK(bench.read(1'000, 512) == TestSignal(2, 1'000));
}

TEST_CASE("a tape sounds the same in parts of any size")
{
    const auto noise = makeNoise(2, 60'000, 2);
    TapeBench one(noise);
    TapeBench other(noise);
    for (auto* bench : {&one, &other})
    {
        bench->head.follower.placeAt(50'000);
        bench->head.follower.follow(FramePosition(20'000));
    }
    // Parts are read anew each; the bands of the kernel follow the speed of each frame.
    CHECK(one.read(6'400, 64) == other.read(6'400, 320));
}

TEST_CASE("a tape plays what its head passes, resampled to its speed")
{
    const auto sine = makeSines(1, 60'000, 48000, 300.0);
    TapeBench bench(sine);
    bench.head.follower.placeAt(10'000);
    bench.head.follower.follow(FramePosition(14'000));
    signal::ScrubFollower path;
    path.prepare(SampleRate(48000));
    path.placeAt(10'000);
    path.follow(FramePosition(14'000));
    const auto heard = bench.read(3'000, 512);
    for (std::size_t i = 0; i < 3'000; ++i)
    {
        path.step();
        const auto expected = 0.5 * std::sin(2.0 * std::numbers::pi * 300.0 * path.position() / 48000) *
                              static_cast<double>(signal::ScrubFollower::levelAt(path.speed()));
        REQUIRE(heard.channels[0][i] == Approx(expected).margin(2e-4));
    }
}
