#include "Signal/Callback/AuditionVoice.h"

#include "Support/CallbackBench.h"

#include <algorithm>
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

    using CallbackBench::start;
    void start(std::int64_t from, bool loops = false, double gainDb = 0, FrameRange region = {})
    {
        StartStream stream;
        stream.asset = AssetId{1};
        stream.from = FramePosition(from);
        stream.loop = loops;
        stream.gainDb = gainDb;
        stream.region = region;
        start(stream);
    }
    void changeRegion(FrameRange region, bool loops)
    {
        StartStream stream;
        stream.asset = AssetId{1};
        stream.region = region;
        stream.loop = loops;
        auto& made = take(stream);
        made.isRegion = true;
        tell(signal::StartTake{&made});
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
    REQUIRE_FALSE(bench.deck().isMoving());
}

TEST_CASE("an audition tells where it is")
{
    AuditionBench bench;
    bench.start(10'000);
    static_cast<void>(bench.render(1'024));
    const DeckState there{DeckState::Motion::playing, AssetId{1}, FramePosition(10'512)};
    REQUIRE(bench.deck() == there);
    REQUIRE(bench.deck(Deck::b) == DeckState());
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
    REQUIRE(bench.deck().frame.value() > 9'000);
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
    bench.audition().collect(bench.control);
    REQUIRE(bench.audition().takeCount(bench.control) == 2);
    static_cast<void>(bench.render(1'000));
    bench.audition().collect(bench.control);
    REQUIRE(bench.audition().takeCount(bench.control) == 1);
    REQUIRE(bench.audition().counts(bench.control).missing == 0);
}

TEST_CASE("a looped region repeats without a gap, as often as one likes")
{
    AuditionBench bench;
    const FrameRange region{FramePosition(12'345), FrameCount(4'321)};
    bench.start(12'345, true, 0, region);
    const auto heard = bench.render(5 * 4'321, 333);
    for (std::int64_t i = declick; i < heard.frames(); ++i)
        REQUIRE(heard.channels[0][static_cast<std::size_t>(i)] ==
                bench.sine.channels[0][static_cast<std::size_t>(12'345 + i % 4'321)]);
}

TEST_CASE("a region that is played once ends where it ends, faded out")
{
    AuditionBench bench;
    bench.start(5'000, false, 0, {FramePosition(5'000), FrameCount(3'000)});
    const auto heard = bench.render(4'000, 256);
    REQUIRE(cut(heard, declick, 3'000 - 2 * declick).channels[0] ==
            cut(bench.sine, 5'000 + declick, 3'000 - 2 * declick).channels[0]);
    REQUIRE(cut(heard, 3'000, 1'000) == TestSignal(2, 1'000));
    REQUIRE(largestStep(heard.channels[0]) <= fadedStep);
    REQUIRE(bench.deck().motion == DeckState::Motion::stopped);
}

TEST_CASE("another region around the place that plays changes not one sample before its end")
{
    AuditionBench bench;
    bench.start(0);
    std::vector<TestSignal> heard{bench.render(10'000, 100)};
    bench.changeRegion({FramePosition(4'000), FrameCount(10'000)}, true);
    heard.push_back(bench.render(12'000, 100));
    const auto whole = joined(heard);
    REQUIRE(cut(whole, 0, 14'000).channels[0] == cut(bench.sine, 0, 14'000).channels[0]);
    REQUIRE(cut(whole, 14'000, 8'000).channels[0] == cut(bench.sine, 4'000, 8'000).channels[0]);
    bench.audition().collect(bench.control);
    REQUIRE(bench.audition().takeCount(bench.control) == 1);
}

TEST_CASE("a region elsewhere is gone to without a click")
{
    AuditionBench bench;
    bench.start(0);
    std::vector<TestSignal> heard{bench.render(10'000)};
    bench.changeRegion({FramePosition(30'000), FrameCount(5'000)}, true);
    heard.push_back(bench.render(2'000, 100));
    REQUIRE(largestStep(joined(heard).channels[0]) <= fadedStep);
    REQUIRE(cut(heard.back(), declick, 1'000).channels[0] == cut(bench.sine, 30'000 + declick, 1'000).channels[0]);
}

TEST_CASE("a region that is made to end right where the deck plays fades out beyond its end")
{
    AuditionBench bench;
    bench.start(0);
    std::vector<TestSignal> heard{bench.render(10'000)};
    bench.changeRegion({FramePosition(0), FrameCount(10'050)}, false);
    heard.push_back(bench.render(1'000, 100));
    REQUIRE(largestStep(joined(heard).channels[0]) <= fadedStep);
    REQUIRE(cut(heard.back(), declick, 700) == TestSignal(2, 700));
}

TEST_CASE("a region for a deck that plays nothing starts nothing")
{
    AuditionBench bench;
    bench.changeRegion({FramePosition(100), FrameCount(5'000)}, true);
    REQUIRE(bench.render(1'000) == TestSignal(2, 1'000));
    bench.audition().collect(bench.control);
    bench.tell(signal::SetTakeGain{0.5f});
    bench.tell(signal::MoveScrub{Deck::a, 100});
    bench.tell(signal::StopTake{});
    REQUIRE(bench.render(1'000) == TestSignal(2, 1'000));
}

TEST_CASE("a scrubbed take follows the pointer both ways, is silent at rest and never clicks")
{
    AuditionBench bench;
    bench.start(20'000);
    std::vector<TestSignal> heard{bench.render(2'048)};
    bench.start(ScrubStream{AssetId{1}, FramePosition(22'000)});
    heard.push_back(bench.render(512, 256));
    REQUIRE(bench.deck().motion == DeckState::Motion::scrubbing);
    for (const auto target : {26'000, 30'000, 34'000, 30'000, 24'000})
    {
        bench.tell(signal::MoveScrub{Deck::a, target});
        heard.push_back(bench.render(4'000, 200));
    }
    // As fast as the pointer, which is unity and more; the level follows the speed.
    REQUIRE(largestStep(joined(heard).channels[0]) <= 3.0f * fadedStep);
    heard.push_back(bench.render(30'000));
    const auto rest = bench.render(1'000);
    REQUIRE(rest == TestSignal(2, 1'000));
    REQUIRE(bench.deck().frame == FramePosition(24'000));
}

TEST_CASE("behind a pointer that moves at unity the tape sounds as the file does")
{
    AuditionBench bench;
    bench.start(ScrubStream{AssetId{1}, FramePosition(5'000)});
    std::int64_t pointer = 5'000;
    TestSignal heard;
    for (int i = 0; i < 200; ++i)
    {
        bench.tell(signal::MoveScrub{Deck::a, pointer += 128});
        heard = bench.render(128, 128);
    }
    // 2/w = 50 ms behind it.
    const auto frame = bench.deck().frame.value();
    REQUIRE(std::abs(pointer - 2'400 - frame) < 200);
    const auto own = cut(bench.sine, frame, 128).channels[0];
    const auto loudest = *std::max_element(own.begin(), own.end());
    REQUIRE(*std::max_element(heard.channels[0].begin(), heard.channels[0].end()) == Approx(loudest).margin(0.05));
}

TEST_CASE("a pointer that jumps far is followed by a jump, without a click")
{
    AuditionBench bench;
    bench.start(ScrubStream{AssetId{1}, FramePosition(1'000)});
    std::vector<TestSignal> heard{bench.render(1'000)};
    bench.tell(signal::MoveScrub{Deck::a, 45'000});
    heard.push_back(bench.render(4'800, 100));
    REQUIRE(largestStep(joined(heard).channels[0]) <= 3.0f * fadedStep);
    heard.push_back(bench.render(30'000));
    static_cast<void>(bench.render(1));
    REQUIRE(bench.deck().frame == FramePosition(45'000));
}

TEST_CASE("what is missing under a scrubbed tape is silence that is faded into and out of")
{
    AuditionBench bench;
    bench.assets.takeOut(bench.control, AssetId{1}, 2);
    bench.start(ScrubStream{AssetId{1}, FramePosition(13'000)});
    std::vector<TestSignal> heard;
    for (std::int64_t pointer = 13'000; pointer < 30'000; pointer += 100)
    {
        bench.tell(signal::MoveScrub{Deck::a, pointer});
        heard.push_back(bench.render(100, 100));
    }
    REQUIRE(largestStep(joined(heard).channels[0]) <= ownStep * 1.5f + 1.0f / 64);
    const auto silent =
        std::count_if(heard.begin(), heard.end(), [](const auto& part) { return part == TestSignal(2, 100); });
    REQUIRE(silent > 60);
}
