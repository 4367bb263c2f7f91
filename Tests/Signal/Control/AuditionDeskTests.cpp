#include "Signal/Control/AuditionDesk.h"

#include "Support/ControlStage.h"

#include <catch2/catch.hpp>

using namespace loophole;
using namespace loophole::testing;

namespace
{

constexpr std::int64_t declick = 240;

/** Two media of noise at 48 and 44.1 kHz, opened, and a session that plays nothing at 120 beats a minute. */
struct TwoFiles : ControlStage
{
    TestSignal first = makeNoise(2, 300'000, 1);
    TestSignal second = makeNoise(2, 300'000, 2);

    explicit TwoFiles(int secondRate = 48000)
    {
        media.put("/media/1.wav", first);
        media.put("/media/2.wav", second, secondRate);
        tell(PublishSession{std::make_shared<const Session>(sessionOf({})), 1});
        for (std::uint32_t id = 1; id <= 2; ++id)
            tell(RegisterAsset{AssetId{id}, "/media/" + std::to_string(id) + ".wav", AssetType::transient});
        settle();
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
    /** Plays on, as a device would that is much slower than the disk. */
    TestSignal play(std::int64_t frames)
    {
        TestSignal heard(2, 0);
        while (heard.frames() < frames)
        {
            const auto part = render(std::min<std::int64_t>(2'048, frames - heard.frames()));
            for (std::size_t c = 0; c < 2; ++c)
                heard.channels[c].insert(heard.channels[c].end(), part.channels[c].begin(), part.channels[c].end());
            settle();
        }
        return heard;
    }
    [[nodiscard]] DeckState state(Deck deck) const { return all<TransportPosition>().back().deck(deck); }
};

TestSignal part(const TestSignal& signal, std::int64_t from, std::int64_t frames)
{
    TestSignal taken(signal.channelCount(), frames);
    for (std::size_t c = 0; c < taken.channels.size(); ++c)
        std::copy_n(signal.channels[c].begin() + from, frames, taken.channels[c].begin());
    return taken;
}

TestSignal sum(TestSignal one, const TestSignal& other)
{
    for (std::size_t c = 0; c < one.channels.size(); ++c)
        for (std::size_t i = 0; i < one.channels[c].size(); ++i)
            one.channels[c][i] += other.channels[c][i];
    return one;
}

} // namespace

TEST_CASE("two files that belong together begin in one callback, however late one of them is read")
{
    TwoFiles stage;
    stage.tell(TwoFiles::stream(Deck::b, 0, true));
    stage.tell(TwoFiles::stream(Deck::a, 0));
    stage.turn();
    CHECK(stage.disk.runNext());
    stage.turn();
    CHECK(stage.render(512) == TestSignal(2, 512));
    stage.settle();
    CHECK(stage.play(100'000) == part(sum(stage.first, stage.second), 0, 100'000));
}

TEST_CASE("a file that joins another one under way is at the same frame")
{
    TwoFiles stage;
    stage.tell(TwoFiles::stream(Deck::a, 50'000));
    stage.settle();
    static_cast<void>(stage.play(30'000));
    stage.tell(HearDecks{false, true});
    stage.tell(TwoFiles::stream(Deck::b, 0, true));
    stage.settle();
    const auto before = stage.render(1'024);
    const auto heard = stage.play(20'000);
    CHECK(heard == part(stage.second, 50'000 + 30'000 + 1'024, 20'000));
}

TEST_CASE("a file of another rate joins at the same time, to the frame of the session")
{
    TwoFiles stage(44'100);
    stage.tell(TwoFiles::stream(Deck::a, 0));
    stage.tell(TwoFiles::stream(Deck::b, 0));
    stage.settle();
    static_cast<void>(stage.play(10'000));
    stage.tell(StopStream{Deck::b});
    stage.settle();
    static_cast<void>(stage.play(10'000));
    stage.tell(TwoFiles::stream(Deck::b, 0, true));
    stage.settle();
    static_cast<void>(stage.play(80'000));
    // The position of both is that of one callback's first frame.
    const auto first = stage.state(Deck::a).frame.value();
    CHECK(first > 95'000);
    CHECK(stage.state(Deck::b).frame == FramePosition(first * 147 / 160));
}

TEST_CASE("a loop of any region goes on without a gap or a missing frame")
{
    TwoFiles stage;
    auto loop = TwoFiles::stream(Deck::a, 123'456);
    loop.region = {FramePosition(123'456), FrameCount(33'333)};
    loop.loop = true;
    stage.tell(loop);
    stage.settle();
    const auto heard = stage.play(200'000);
    for (std::int64_t i = declick; i < heard.frames(); ++i)
        REQUIRE(heard.channels[1][static_cast<std::size_t>(i)] ==
                stage.first.channels[1][static_cast<std::size_t>(123'456 + i % 33'333)]);
}

TEST_CASE("another region is gone to when it has been read, and one around the place changes nothing")
{
    TwoFiles stage;
    stage.tell(TwoFiles::stream(Deck::a, 0));
    stage.settle();
    static_cast<void>(stage.play(20'000));
    stage.tell(SetStreamRegion{Deck::a, {FramePosition(10'000), FrameCount(30'000)}, true});
    stage.settle();
    CHECK(stage.play(20'000) == part(stage.first, 20'000, 20'000));
    CHECK(stage.play(10'000) == part(stage.first, 10'000, 10'000));
    stage.tell(SetStreamRegion{Deck::a, {FramePosition(200'000), FrameCount(30'000)}, true});
    stage.settle();
    static_cast<void>(stage.play(declick));
    CHECK(stage.play(20'000) == part(stage.first, 200'000 + declick, 20'000));
}

TEST_CASE("volume, region, scrub and stop of a deck that is empty do nothing")
{
    TwoFiles stage;
    stage.tell(SetStreamGain{-6, Deck::b});
    stage.tell(SetStreamRegion{Deck::b, {FramePosition(5), FrameCount(500)}, true});
    stage.tell(EndStreamScrub{Deck::b, true});
    stage.tell(StopStream{Deck::b});
    stage.settle();
    CHECK(stage.render(4'096) == TestSignal(2, 4'096));
    // The volume that was set for nothing is not that of what comes.
    stage.tell(TwoFiles::stream(Deck::b, 0));
    stage.settle();
    CHECK(stage.play(5'000) == part(stage.second, 0, 5'000));
}

TEST_CASE("a volume above full is full")
{
    TwoFiles stage;
    auto loud = TwoFiles::stream(Deck::a, 0);
    loud.gainDb = 20;
    stage.tell(loud);
    stage.settle();
    CHECK(stage.play(5'000) == part(stage.first, 0, 5'000));
}

TEST_CASE("the pointer is heard where nothing has been read before, and lets the file go on from there")
{
    TwoFiles stage;
    stage.tell(TwoFiles::stream(Deck::a, 0));
    stage.settle();
    static_cast<void>(stage.play(5'000));
    for (std::int64_t pointer = 150'000; pointer < 170'000; pointer += 1'000)
    {
        stage.tell(ScrubStream{AssetId{1}, FramePosition(pointer), Deck::a});
        stage.settle();
        static_cast<void>(stage.play(1'000));
    }
    CHECK(stage.state(Deck::a).motion == DeckState::Motion::scrubbing);
    CHECK(stage.render(512) != TestSignal(2, 512));
    stage.tell(EndStreamScrub{Deck::a, true});
    stage.settle();
    static_cast<void>(stage.play(declick));
    CHECK(stage.play(10'000) == part(stage.first, 169'000 + declick, 10'000));
}

TEST_CASE("the pointer that lets go of a file that was not playing leaves silence")
{
    TwoFiles stage;
    stage.tell(ScrubStream{AssetId{1}, FramePosition(10'000), Deck::a});
    stage.settle();
    static_cast<void>(stage.play(1'000));
    stage.tell(EndStreamScrub{Deck::a, false});
    stage.settle();
    static_cast<void>(stage.play(1'000));
    CHECK(stage.render(2'048) == TestSignal(2, 2'048));
    CHECK(stage.state(Deck::a).motion == DeckState::Motion::stopped);
}

TEST_CASE("a file that is to begin on a bar begins on the bar of the session's tempo")
{
    TwoFiles stage;
    stage.tell(PlayTransport{});
    stage.settle();
    static_cast<void>(stage.play(1'000));
    auto aligned = TwoFiles::stream(Deck::a, 0);
    aligned.line = StartLine::bar;
    stage.tell(aligned);
    stage.settle();
    CHECK(stage.state(Deck::a).motion == DeckState::Motion::stopped);
    // Four beats of half a second.
    CHECK(stage.play(95'000) == TestSignal(2, 95'000));
    CHECK(stage.state(Deck::a).motion == DeckState::Motion::due);
    CHECK(stage.play(20'000) == part(stage.first, 0, 20'000));
}

TEST_CASE("a click on an open local file sounds with the second callback after its block was read")
{
    TwoFiles stage;
    stage.tell(TwoFiles::stream(Deck::a, 150'000));
    stage.turn();
    std::int64_t silent = 0;
    while (stage.render(64, 64) == TestSignal(2, 64))
    {
        silent += 64;
        CHECK(stage.disk.runNext());
        stage.turn();
        REQUIRE(silent < 1'000);
    }
    INFO(silent << " frames from the click to the first sound");
    CHECK(silent <= 2 * 64);
}

TEST_CASE("two files in different tempos are together where as much time is heard of both")
{
    TwoFiles stage;
    auto first = TwoFiles::stream(Deck::a, 0);
    first.stretch = {0.75, 0};
    stage.tell(first);
    stage.settle();
    static_cast<void>(stage.play(10'000));
    auto second = TwoFiles::stream(Deck::b, 0, true);
    second.stretch = {1.25, 0};
    stage.tell(second);
    stage.settle();
    static_cast<void>(stage.play(30'000));
    const auto heard = [&](Deck deck)
    { return static_cast<double>(stage.state(deck).frame.value()) / stage.state(deck).stretch.tempoRatio; };
    CHECK(stage.state(Deck::b).stretch == StreamStretch{1.25, 0});
    CHECK(std::abs(heard(Deck::a) - heard(Deck::b)) <= 3);
    // One that is heard as it is joins at once.
    stage.tell(StopStream{Deck::b});
    stage.settle();
    static_cast<void>(stage.play(1'000));
    stage.tell(TwoFiles::stream(Deck::b, 0, true));
    stage.settle();
    static_cast<void>(stage.play(10'000));
    CHECK(std::abs(heard(Deck::a) - heard(Deck::b)) <= 3);
    CHECK(stage.all<StreamUnderrun>().empty());
}

TEST_CASE("two stretched files that begin together begin in one callback")
{
    TwoFiles stage;
    auto first = TwoFiles::stream(Deck::a, 0);
    auto second = TwoFiles::stream(Deck::b, 0, true);
    first.stretch = second.stretch = {0.8, 2};
    stage.tell(first);
    stage.tell(second);
    stage.settle();
    static_cast<void>(stage.play(20'000));
    CHECK(stage.state(Deck::a).frame == stage.state(Deck::b).frame);
    CHECK(stage.state(Deck::a).frame.value() > 10'000);
}
