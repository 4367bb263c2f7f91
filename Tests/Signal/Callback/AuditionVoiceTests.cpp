#include "Signal/Callback/AuditionVoice.h"

#include "Support/CallbackBench.h"

#include <catch2/catch.hpp>
#include <numbers>

using namespace loophole;
using namespace loophole::testing;

namespace
{

constexpr std::int64_t length = 50'000;
constexpr std::int64_t declick = 240;

struct AuditionBench : CallbackBench
{
    TestSignal sine = makeSines(1, length, 48000, 220.0);

    AuditionBench() { assets.add(control, AssetId{1}, sine); }

    void start(std::int64_t from, bool loops = false, double gainDb = 0)
    {
        StartStream stream;
        stream.asset = AssetId{1};
        stream.from = FramePosition(from);
        stream.loop = loops;
        stream.gainDb = gainDb;
        tell(audition.start(control, stream, *assets.facts(control, AssetId{1}), SampleRate(48000),
                            assets.table(control, AssetId{1}, 0)));
    }
};

constexpr auto ownStep = static_cast<float>(0.5 * 2.0 * std::numbers::pi * 220.0 / 48000);
constexpr float fadeStep = 1.0f / 240;
constexpr float fadedStep = ownStep + fadeStep;

} // namespace

TEST_CASE("an audition plays its asset as it is, on both sides, and ends by itself")
{
    AuditionBench bench;
    bench.start(0);
    const auto heard = bench.render(length + 1'000, 480);
    REQUIRE(heard.channels[0] == cut(bench.sine, 0, length + 1'000).channels[0]);
    REQUIRE(heard.channels[1] == heard.channels[0]);
    static_cast<void>(bench.render(480));
    REQUIRE_FALSE(bench.callback.position(bench.control).deck(Deck::a).isMoving());
}

TEST_CASE("an audition tells where it is")
{
    AuditionBench bench;
    bench.start(10'000);
    static_cast<void>(bench.render(1'024));
    const auto position = bench.callback.position(bench.control);
    REQUIRE(position.deck(Deck::a).isMoving());
    REQUIRE(position.deck(Deck::a).asset == AssetId{1});
    REQUIRE(position.deck(Deck::a).frame == FramePosition(10'512));
}

TEST_CASE("starting elsewhere crossfades, stopping fades out")
{
    AuditionBench bench;
    bench.start(0);
    std::vector<TestSignal> heard{bench.render(1'000)};
    bench.start(31'111);
    heard.push_back(bench.render(1'000, 100));
    REQUIRE(cut(heard.back(), 300, 500).channels[0] == cut(bench.sine, 31'411, 500).channels[0]);
    bench.tell(signal::StopTake{});
    heard.push_back(bench.render(1'000));
    REQUIRE(largestStep(joined(heard).channels[0]) <= fadedStep);
    REQUIRE(cut(heard.back(), declick, 500) == TestSignal(2, 500));
}

TEST_CASE("of many starts within one fade the last is heard")
{
    AuditionBench bench;
    std::vector<TestSignal> heard;
    for (int i = 0; i < 10; ++i)
    {
        bench.start(1'000 * i);
        heard.push_back(bench.render(32, 32));
    }
    heard.push_back(bench.render(1'024, 32));
    REQUIRE(largestStep(joined(heard).channels[0]) <= fadedStep);
    REQUIRE(bench.callback.position(bench.control).deck(Deck::a).frame.value() > 9'000);
}

TEST_CASE("a looped audition that starts in the middle wraps to the asset's first frame")
{
    AuditionBench bench;
    bench.start(length - 1'000, true);
    const auto heard = bench.render(3'000, 333);
    REQUIRE(cut(heard, 1'000, 2'000).channels[0] == cut(bench.sine, 0, 2'000).channels[0]);
}

TEST_CASE("an audition's gain moves without a click")
{
    AuditionBench bench;
    bench.start(0, false, -20);
    std::vector<TestSignal> heard{bench.render(1'000)};
    REQUIRE(heard[0].channels[0][500] == Approx(bench.sine.channels[0][500] * 0.1f));
    bench.tell(signal::SetTakeGain{1.0f});
    heard.push_back(bench.render(1'000));
    REQUIRE(largestStep(joined(heard).channels[0]) <= fadedStep);
    REQUIRE(heard[1].channels[0][999] == bench.sine.channels[0][1'999]);
}

TEST_CASE("takes are kept while they sound and freed when they have faded out")
{
    AuditionBench bench;
    bench.start(0);
    static_cast<void>(bench.render(100));
    bench.start(20'000);
    static_cast<void>(bench.render(100));
    bench.audition.collect(bench.control);
    REQUIRE(bench.audition.takeCount(bench.control) == 2);
    static_cast<void>(bench.render(1'000));
    bench.audition.collect(bench.control);
    REQUIRE(bench.audition.takeCount(bench.control) == 1);
    REQUIRE(bench.audition.counts(bench.control).missing == 0);
}
