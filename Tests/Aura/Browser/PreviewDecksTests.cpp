#include "Aura/Browser/PreviewDecks.h"

#include "Aura/ModelFixture.h"
#include "Support/PeakReference.h"
#include "Support/TemporaryFolder.h"

using namespace loophole;
using namespace loophole::aura;
using namespace loophole::testing;

namespace
{

struct Preview : ModelFixture
{
    Preferences preferences;
    PreviewDecks decks{model, preferences};

    Preview()
    {
        know(1, 48'000);
        know(2, 24'000);
        static_cast<void>(sent<StopStream>());
    }
    void know(std::uint32_t id, int rate)
    {
        AudioAsset asset;
        asset.assetId = AssetId{id};
        asset.path = pathOf(id);
        asset.offlineStatus = OfflineStatus::present;
        asset.facts.length = FrameCount(10 * rate);
        asset.facts.sampleRate = SampleRate(rate);
        say(AssetChanged{asset});
    }
    static std::filesystem::path pathOf(std::uint32_t id) { return "/media/" + std::to_string(id) + ".wav"; }

    /** All of one kind that was sent since the last call. */
    template <class Command>
    std::vector<Command> sent()
    {
        std::vector<Command> found;
        for (auto& one : heard())
            if (auto* command = std::get_if<Command>(&one))
                found.push_back(std::move(*command));
        return found;
    }
    void plays(Deck deck, std::uint32_t asset, std::int64_t frame)
    {
        TransportPosition position = model.reportedTransport();
        position.decks[indexOf(deck)] = {DeckState::Motion::playing, AssetId{asset}, FramePosition(frame)};
        say(position);
    }
    void set(bool PreviewSettings::*what, bool to)
    {
        auto settings = decks.settings();
        settings.*what = to;
        decks.change(settings);
    }
    void bringPeaks(std::uint32_t id, const TestSignal& signal, bool isPartial = false)
    {
        const TemporaryFolder folder;
        auto disk = DiskThread::mint();
        writeBytes(folder / "a.peaks", peakFileBytes(signal, SampleRate(48000)));
        PeaksReady ready;
        ready.asset = AssetId{id};
        ready.peaks = PeakCache::open(disk, folder / "a.peaks").value();
        ready.isPartial = isPartial;
        ready.progress = isPartial ? 0.5 : 1;
        say(ready);
    }
};

using Settings = PreviewSettings;

} // namespace

TEST_CASE("a file is played on the shown deck with what was set")
{
    Preview preview;
    preview.set(&Settings::loops, true);
    preview.set(&Settings::waitsForBar, true);
    preview.decks.choose(Preview::pathOf(1));
    static_cast<void>(preview.heard());
    preview.decks.playFrom(FramePosition(1'234));
    const auto all = preview.sent<AuditionFile>();
    REQUIRE(all.size() == 1);
    CHECK(all[0].path == Preview::pathOf(1));
    CHECK(all[0].from == FramePosition(1'234));
    CHECK(all[0].loop);
    CHECK(all[0].line == StartLine::bar);
    CHECK(all[0].deck == Deck::a);
    CHECK_FALSE(all[0].inSync);
}

TEST_CASE("nothing plays where no file is chosen, and a position is none")
{
    Preview preview;
    preview.decks.play();
    preview.decks.scrubTo(FramePosition(5));
    CHECK(preview.heard().empty());
    CHECK_FALSE(preview.decks.position());
    CHECK_FALSE(preview.decks.isPlaying());
}

TEST_CASE("another file that is not to play at once stops the one before")
{
    Preview preview;
    preview.set(&Settings::playsAtOnce, false);
    preview.decks.choose(Preview::pathOf(1));
    preview.decks.play();
    preview.plays(Deck::a, 1, 100);
    static_cast<void>(preview.heard());
    preview.decks.choose(Preview::pathOf(2));
    CHECK(preview.sent<StopStream>().size() == 1);
}

TEST_CASE("two decks play together at the same time of their files, and the shown one is heard")
{
    Preview preview;
    preview.decks.choose(Preview::pathOf(1));
    preview.decks.show(Deck::b);
    preview.decks.choose(Preview::pathOf(2));
    static_cast<void>(preview.heard());
    preview.decks.playFrom(FramePosition(24'000));
    const auto all = preview.heard();
    CHECK_FALSE(std::get<HearDecks>(all.at(0)).a);
    CHECK(std::get<HearDecks>(all.at(0)).b);
    const auto& shown = std::get<AuditionFile>(all.at(1));
    const auto& other = std::get<AuditionFile>(all.at(2));
    CHECK(shown.deck == Deck::b);
    CHECK(shown.from == FramePosition(24'000));
    CHECK(other.deck == Deck::a);
    CHECK(other.path == Preview::pathOf(1));
    CHECK(other.from == FramePosition(48'000));
    CHECK(other.inSync);
}

TEST_CASE("decks that repeat do so over the same time")
{
    Preview preview;
    preview.decks.choose(Preview::pathOf(1));
    preview.decks.show(Deck::b);
    preview.decks.choose(Preview::pathOf(2));
    preview.decks.show(Deck::a);
    preview.set(&Settings::loops, true);
    static_cast<void>(preview.heard());
    preview.decks.play();
    auto all = preview.sent<AuditionFile>();
    CHECK(all.at(0).region.isEmpty());
    CHECK(all.at(1).region == FrameRange{FramePosition(0), FrameCount(240'000)});
    preview.decks.setRegion({FramePosition(4'800), FrameCount(48'000)});
    preview.decks.play();
    all = preview.sent<AuditionFile>();
    CHECK(all.at(0).from == FramePosition(4'800));
    CHECK(all.at(1).region == FrameRange{FramePosition(2'400), FrameCount(24'000)});
}

TEST_CASE("turning to the other deck while both play is one command, and one that stands is brought to the place")
{
    Preview preview;
    preview.decks.choose(Preview::pathOf(1));
    preview.decks.putIntoOther();
    preview.plays(Deck::a, 1, 5'000);
    preview.plays(Deck::b, 1, 5'000);
    static_cast<void>(preview.heard());
    preview.decks.show(Deck::b);
    auto all = preview.heard();
    REQUIRE(all.size() == 1);
    CHECK(std::get<HearDecks>(all[0]).b);
    CHECK_FALSE(std::get<HearDecks>(all[0]).a);

    Preview other;
    other.decks.choose(Preview::pathOf(1));
    other.decks.show(Deck::b);
    other.decks.choose(Preview::pathOf(2));
    other.plays(Deck::b, 2, 5'000);
    static_cast<void>(other.heard());
    other.decks.show(Deck::a);
    const auto joined = other.sent<AuditionFile>();
    REQUIRE(joined.size() == 1);
    CHECK(joined[0].inSync);
    CHECK(joined[0].deck == Deck::a);
}

TEST_CASE("a region around the place changes what plays, and one elsewhere brings both decks there together")
{
    Preview preview;
    preview.decks.choose(Preview::pathOf(1));
    preview.plays(Deck::a, 1, 5'000);
    static_cast<void>(preview.heard());
    preview.decks.setRegion({FramePosition(100), FrameCount(9'000)});
    CHECK(preview.sent<SetStreamRegion>().at(0).region == FrameRange{FramePosition(100), FrameCount(9'000)});
    preview.decks.putIntoOther();
    preview.plays(Deck::b, 1, 5'000);
    static_cast<void>(preview.heard());
    preview.decks.setRegion({FramePosition(10'000), FrameCount(9'000)});
    CHECK(preview.sent<AuditionFile>().size() == 2);
}

TEST_CASE("what is changed is remembered")
{
    Preview preview;
    preview.set(&Settings::matches, true);
    CHECK(PreviewSettings::recalled(preview.preferences) == preview.decks.settings());
    CHECK(preview.preferences.isSet("preview.match"));
}

TEST_CASE("turning auto-play off stops what plays, and a volume goes to its deck alone")
{
    Preview preview;
    preview.set(&Settings::playsAtOnce, false);
    CHECK(preview.sent<StopStream>().size() == 1);
    auto settings = preview.decks.settings();
    settings.volumeDb[1] = -6;
    preview.decks.change(settings);
    const auto gains = preview.sent<SetStreamGain>();
    REQUIRE(gains.size() == 1);
    CHECK(gains[0].deck == Deck::b);
    CHECK(gains[0].gainDb == -6);
}

TEST_CASE("matching waits for whole peaks, and then turns what plays already")
{
    Preview preview;
    preview.set(&Settings::matches, true);
    preview.decks.choose(Preview::pathOf(1));
    const auto loud = makeSines(2, 480'000, 48000, 500, 1.0);
    preview.bringPeaks(1, loud, true);
    CHECK_FALSE(preview.decks.matchDb(Deck::a));
    preview.decks.playFrom(FramePosition(0));
    CHECK(preview.sent<AuditionFile>().at(0).matchDb == 0);
    preview.plays(Deck::a, 1, 100);
    preview.bringPeaks(1, loud);
    preview.decks.frame();
    const auto gains = preview.sent<SetStreamGain>();
    REQUIRE(gains.size() == 1);
    CHECK(gains[0].matchDb == Approx(-18 + 0.691).margin(0.02));
    preview.decks.frame();
    CHECK(preview.sent<SetStreamGain>().empty());
}

TEST_CASE("a file begins at its first sound, but on a bar at its first frame and in a region at its start")
{
    Preview preview;
    preview.decks.choose(Preview::pathOf(1));
    auto late = TestSignal(2, 480'000);
    for (auto& channel : late.channels)
        channel[64'000] = 0.5f;
    preview.bringPeaks(1, late);
    preview.decks.play();
    CHECK(preview.sent<AuditionFile>().at(0).from == FramePosition(64'000));
    preview.set(&Settings::waitsForBar, true);
    preview.decks.play();
    CHECK(preview.sent<AuditionFile>().at(0).from == FramePosition(0));
    preview.set(&Settings::waitsForBar, false);
    preview.decks.setRegion({FramePosition(7), FrameCount(9)});
    preview.decks.play();
    CHECK(preview.sent<AuditionFile>().at(0).from == FramePosition(7));
}

TEST_CASE("a scrub holds the shown deck, and the other one is brought along when the pointer lets go")
{
    Preview preview;
    preview.decks.choose(Preview::pathOf(1));
    preview.decks.putIntoOther();
    static_cast<void>(preview.heard());
    preview.decks.scrubTo(FramePosition(4'000));
    const auto held = preview.sent<ScrubStream>();
    REQUIRE(held.size() == 1);
    CHECK(held[0].target == FramePosition(4'000));
    preview.decks.endScrub(true);
    auto all = preview.heard();
    CHECK(std::get<EndStreamScrub>(all.at(0)).goesOn);
    CHECK(std::get<AuditionFile>(all.at(1)).inSync);
    preview.decks.endScrub(false);
    all = preview.heard();
    CHECK_FALSE(std::get<EndStreamScrub>(all.at(0)).goesOn);
    CHECK(std::get<StopStream>(all.at(1)).deck == Deck::b);
}

namespace
{

/** A session at 90 beats a minute and files whose tags say 120 and 180. */
struct Tempos : Preview
{
    Tempos()
    {
        tempo(90);
        tag(1, "120");
        tag(2, "180");
        static_cast<void>(heard());
    }
    void tempo(double bpm)
    {
        auto session = model.session();
        session.tempo.bpm = bpm;
        SessionChanged changed;
        changed.session = std::make_shared<const Session>(std::move(session));
        say(changed);
    }
    void tag(std::uint32_t id, const char* bpm)
    {
        auto asset = *model.asset(AssetId{id});
        asset.facts.tags["bpm"] = bpm;
        say(AssetChanged{asset});
    }
};

} // namespace

TEST_CASE("a file follows the session's tempo where its own is known, and its pitch is apart from that")
{
    Tempos preview;
    auto settings = preview.decks.settings();
    settings.followsTempo = true;
    settings.semitones = 3;
    preview.decks.change(settings);
    preview.decks.choose(Preview::pathOf(1));
    preview.decks.playFrom(FramePosition(0));
    CHECK(preview.sent<AuditionFile>().at(0).stretch == StreamStretch{0.75, 3});
    // What the list knows better than the file's tags.
    preview.decks.choose(Preview::pathOf(1), 60);
    preview.decks.playFrom(FramePosition(0));
    CHECK(preview.sent<AuditionFile>().at(0).stretch.tempoRatio == Approx(0.75));
    preview.decks.choose(Preview::pathOf(1), 100);
    preview.decks.playFrom(FramePosition(0));
    CHECK(preview.sent<AuditionFile>().at(0).stretch.tempoRatio == Approx(0.9));
    preview.decks.choose("/media/none.wav");
    preview.decks.playFrom(FramePosition(0));
    CHECK(preview.sent<AuditionFile>().at(0).stretch == StreamStretch{1, 3});
}

TEST_CASE("what plays follows another tempo of the session, and of the file, while it plays")
{
    Tempos preview;
    preview.set(&Settings::followsTempo, true);
    preview.decks.choose(Preview::pathOf(1));
    preview.decks.playFrom(FramePosition(0));
    preview.plays(Deck::a, 1, 100);
    preview.decks.frame();
    CHECK(preview.sent<SetStreamStretch>().empty());
    preview.tempo(132);
    preview.decks.frame();
    preview.decks.frame();
    const auto turned = preview.sent<SetStreamStretch>();
    REQUIRE(turned.size() == 1);
    CHECK(turned[0].deck == Deck::a);
    CHECK(turned[0].stretch.tempoRatio == Approx(1.1));
    preview.decks.learnTempo(Preview::pathOf(1), 110);
    preview.decks.learnTempo(Preview::pathOf(2), 99);
    preview.decks.frame();
    CHECK(preview.sent<SetStreamStretch>().at(0).stretch.tempoRatio == Approx(1.2));
    preview.set(&Settings::followsTempo, false);
    preview.decks.frame();
    CHECK(preview.sent<SetStreamStretch>().at(0).stretch.isNeutral());
}

TEST_CASE("stretched decks play together from where as much is heard of both")
{
    Tempos preview;
    preview.set(&Settings::followsTempo, true);
    preview.decks.choose(Preview::pathOf(1));
    preview.decks.show(Deck::b);
    preview.decks.choose(Preview::pathOf(2));
    static_cast<void>(preview.heard());
    // At 24 kHz, 180 as 90: one second of it is one second heard, which is three quarters of the other file.
    preview.decks.playFrom(FramePosition(24'000));
    const auto both = preview.sent<AuditionFile>();
    REQUIRE(both.size() == 2);
    CHECK(both[0].stretch.tempoRatio == Approx(1));
    CHECK(both[1].stretch.tempoRatio == Approx(0.75));
    CHECK(both[1].from == FramePosition(36'000));
}

TEST_CASE("a file that the pointer lets go on is stretched as it was")
{
    Tempos preview;
    preview.set(&Settings::followsTempo, true);
    preview.decks.choose(Preview::pathOf(1));
    preview.decks.scrubTo(FramePosition(5'000));
    preview.decks.endScrub(true);
    const auto all = preview.heard();
    REQUIRE(std::holds_alternative<EndStreamScrub>(all.at(all.size() - 2)));
    CHECK(std::get<SetStreamStretch>(all.back()).stretch.tempoRatio == Approx(0.75));
}
