#include "Signal/Callback/AuditionMix.h"

#include "Support/CallbackBench.h"

#include <catch2/catch.hpp>
#include <numbers>

using namespace loophole;
using namespace loophole::testing;

namespace
{

constexpr std::int64_t length = 60'000;
constexpr std::int64_t declick = 240;
constexpr auto ownStep = static_cast<float>(0.5 * 2.0 * std::numbers::pi * 220.0 / 48000);

/** Two files of one length: the one sounds on deck A, the other on B. */
struct TwoDecks : CallbackBench
{
    TestSignal first = makeSines(1, length, 48000, 220.0);
    TestSignal second = makeSines(1, length, 48000, 110.0, 0.25);

    TwoDecks()
    {
        assets.add(control, AssetId{1}, first);
        assets.add(control, AssetId{2}, second);
    }
    static StartStream stream(Deck deck, std::int64_t from, bool inSync = false)
    {
        StartStream made;
        made.asset = deck == Deck::a ? AssetId{1} : AssetId{2};
        made.deck = deck;
        made.from = FramePosition(from);
        made.inSync = inSync;
        return made;
    }
    /** Which of the two signals sounds at these frames, as it is. */
    static bool is(const TestSignal& heard, std::int64_t at, const TestSignal& whole, std::int64_t from,
                   std::int64_t frames)
    {
        return cut(heard, at, frames).channels[0] == cut(whole, from, frames).channels[0];
    }
    static TestSignal sum(const TestSignal& one, const TestSignal& other)
    {
        auto both = one;
        for (std::size_t i = 0; i < both.channels[0].size(); ++i)
            both.channels[0][i] += other.channels[0][i];
        return both;
    }
};

} // namespace

TEST_CASE("two decks sound together, each as it is, with volumes of their own")
{
    TwoDecks bench;
    bench.start(TwoDecks::stream(Deck::a, 0));
    bench.start(TwoDecks::stream(Deck::b, 0));
    const auto heard = bench.render(5'000, 480);
    REQUIRE(TwoDecks::is(heard, 0, TwoDecks::sum(bench.first, bench.second), 0, 5'000));
    bench.tell(signal::SetTakeGain{0.0f, Deck::a});
    static_cast<void>(bench.render(declick, 48));
    REQUIRE(TwoDecks::is(bench.render(1'000), 0, bench.second, 5'000 + declick, 1'000));
    bench.tell(signal::StopTake{Deck::b});
    static_cast<void>(bench.render(declick, 48));
    REQUIRE(bench.render(1'000) == TestSignal(2, 1'000));
    REQUIRE(bench.deck(Deck::a).motion == DeckState::Motion::playing);
    REQUIRE(bench.deck(Deck::b).motion == DeckState::Motion::stopped);
}

TEST_CASE("two takes of one command begin on the same frame, each where it was told to")
{
    TwoDecks bench;
    auto& a = bench.take(TwoDecks::stream(Deck::a, 20'000));
    auto& b = bench.take(TwoDecks::stream(Deck::b, 3'000));
    bench.tell(signal::StartTake{&a, Deck::a, &b});
    static_cast<void>(bench.render(declick, 7));
    const auto heard = bench.render(1'000, 333);
    auto expected = cut(bench.first, 20'000 + declick, 1'000);
    REQUIRE(TwoDecks::is(heard, 0, TwoDecks::sum(expected, cut(bench.second, 3'000 + declick, 1'000)), 0, 1'000));
}

TEST_CASE("a take that joins the other deck is at its frame from the first callback on")
{
    TwoDecks bench;
    bench.tell(HearDecks{false, true});
    bench.start(TwoDecks::stream(Deck::a, 12'345));
    static_cast<void>(bench.render(7'777, 111));
    bench.start(TwoDecks::stream(Deck::b, 0, true));
    static_cast<void>(bench.render(declick, 48));
    REQUIRE(TwoDecks::is(bench.render(1'000, 250), 0, bench.second, 12'345 + 7'777 + declick, 1'000));
    REQUIRE(bench.deck(Deck::a).frame == bench.deck(Deck::b).frame);
}

TEST_CASE("A against B is one crossfade of five milliseconds at one position, without a click, as often as one likes")
{
    TwoDecks bench;
    bench.tell(HearDecks{true, false});
    bench.start(TwoDecks::stream(Deck::a, 0));
    bench.start(TwoDecks::stream(Deck::b, 0, true));
    std::vector<TestSignal> heard{bench.render(1'000, 100)};
    REQUIRE(TwoDecks::is(heard[0], 0, bench.first, 0, 1'000));
    for (int i = 1; i <= 20; ++i)
    {
        const bool isB = i % 2 == 1;
        bench.tell(HearDecks{!isB, isB});
        heard.push_back(bench.render(1'000, 100));
        REQUIRE(TwoDecks::is(heard.back(), declick, isB ? bench.second : bench.first, 1'000 * i + declick,
                             1'000 - declick));
    }
    REQUIRE(largestStep(joined(heard).channels[0]) <= ownStep + 0.75f / declick);
    // At every frame of the crossfade the two shares make one whole.
    const auto at = 1'000 + declick / 2;
    const auto middle = joined(heard).channels[0][at - 1];
    const auto both = bench.first.channels[0][at - 1] + bench.second.channels[0][at - 1];
    REQUIRE(middle == Approx(both / 2).margin(1e-4));
}

TEST_CASE("a switch between equal files cannot be heard")
{
    TwoDecks bench;
    bench.tell(HearDecks{true, false});
    auto twin = TwoDecks::stream(Deck::b, 0, true);
    twin.asset = AssetId{1};
    bench.start(TwoDecks::stream(Deck::a, 0));
    bench.start(twin);
    static_cast<void>(bench.render(1'000));
    bench.tell(HearDecks{false, true});
    const auto heard = bench.render(1'000, 100);
    for (std::size_t i = 0; i < 1'000; ++i)
        REQUIRE(heard.channels[0][i] == Approx(bench.first.channels[0][1'000 + i]).margin(1e-6));
}

TEST_CASE("a take that waits for a bar begins on its frame while the transport plays, in callbacks of any size")
{
    for (const auto block : {64, 333, 512, 4'096})
    {
        TwoDecks bench;
        bench.publish(sessionOf({}));
        bench.tell(PlayTransport{});
        static_cast<void>(bench.render(1'000, 100));
        bench.start(TwoDecks::stream(Deck::a, 0), 9'999.6);
        const auto heard = bench.render(12'000, block);
        REQUIRE(cut(heard, 0, 9'000) == TestSignal(2, 9'000));
        REQUIRE(TwoDecks::is(heard, 9'000, bench.first, 0, 3'000));
    }
}

TEST_CASE("what waits for a line says so, and begins at once when the transport stops")
{
    TwoDecks bench;
    bench.publish(sessionOf({}));
    bench.tell(PlayTransport{});
    static_cast<void>(bench.render(1'000));
    bench.start(TwoDecks::stream(Deck::a, 5'000), 48'000);
    static_cast<void>(bench.render(2'000));
    const DeckState due{DeckState::Motion::due, AssetId{1}, FramePosition(5'000)};
    REQUIRE(bench.deck() == due);
    bench.tell(StopTransport{});
    static_cast<void>(bench.render(1'000));
    REQUIRE(bench.deck().motion == DeckState::Motion::playing);
}

TEST_CASE("a take in sync with one that waits for a line begins on that line")
{
    TwoDecks bench;
    bench.publish(sessionOf({}));
    bench.tell(PlayTransport{});
    static_cast<void>(bench.render(1'000));
    bench.start(TwoDecks::stream(Deck::a, 0), 10'000);
    static_cast<void>(bench.render(1'000));
    bench.start(TwoDecks::stream(Deck::b, 0, true));
    const auto heard = bench.render(10'000, 300);
    REQUIRE(cut(heard, 0, 8'000) == TestSignal(2, 8'000));
    REQUIRE(TwoDecks::is(heard, 8'000, TwoDecks::sum(bench.first, bench.second), 0, 2'000));
}

TEST_CASE("stopping while a take waits for its line leaves silence")
{
    TwoDecks bench;
    bench.publish(sessionOf({}));
    bench.tell(PlayTransport{});
    static_cast<void>(bench.render(1'000));
    bench.start(TwoDecks::stream(Deck::a, 0), 10'000);
    static_cast<void>(bench.render(1'000));
    bench.tell(signal::StopTake{});
    REQUIRE(bench.render(20'000) == TestSignal(2, 20'000));
}
