#include "Aura/Shell/AuraModel.h"

#include "Aura/ModelFixture.h"

using namespace loophole;
using namespace loophole::aura;

namespace
{

/** Also listens. */
struct Fixture : ModelFixture, AuraModel::Listener
{
    int sessions = 0;
    std::vector<AssetId> assetsTold;

    Fixture() { model.add(*this); }
    void sessionChanged() override { ++sessions; }
    void assetChanged(AssetId id) override { assetsTold.push_back(id); }
};

AudioAsset assetOf(std::uint32_t id, OfflineStatus status)
{
    AudioAsset asset;
    asset.assetId = AssetId{id};
    asset.path = "/media/" + std::to_string(id) + ".wav";
    asset.offlineStatus = status;
    asset.facts.length = FrameCount(48000);
    asset.facts.sampleRate = SampleRate(48000);
    return asset;
}

SessionPointer sessionWith(std::uint32_t assets)
{
    auto session = std::make_shared<Session>();
    std::vector<SessionAsset> all;
    for (std::uint32_t id = 1; id <= assets; ++id)
        all.push_back({AssetId{id}, std::to_string(id), std::to_string(id) + ".wav", nullptr});
    session->assets = all;
    return session;
}

} // namespace

TEST_CASE("what Pulse tells is known before the listeners are told")
{
    Fixture f;
    f.say(SessionChanged{sessionWith(1), "/x/Song.loophole", true, "Move clip", ""});
    REQUIRE(f.sessions == 1);
    REQUIRE(f.model.shownSession().document == "/x/Song.loophole");
    f.say(AssetChanged{assetOf(1, OfflineStatus::present)});
    REQUIRE(f.assetsTold == std::vector{AssetId{1}});
    REQUIRE(f.model.assetAt("/media/1.wav") == f.model.asset(AssetId{1}));
    REQUIRE(f.model.assetAt("/media/2.wav") == nullptr);
}

TEST_CASE("another session is told from an edit and from a save")
{
    Fixture f;
    const auto first = sessionWith(1);
    f.say(SessionChanged{first, "/x/Song.loophole", false, "", ""});
    REQUIRE(f.model.sessionWasReplaced());
    f.say(SessionChanged{sessionWith(2), "/x/Song.loophole", true, "Add clip", ""});
    REQUIRE_FALSE(f.model.sessionWasReplaced());
    f.say(SessionChanged{first, "/x/Song.loophole", false, "", "Add clip"});
    REQUIRE_FALSE(f.model.sessionWasReplaced());
    f.say(SessionChanged{first, "/y/Other.loophole", false, "", ""});
    REQUIRE_FALSE(f.model.sessionWasReplaced());
    f.say(SessionChanged{sessionWith(0), "", false, "", ""});
    REQUIRE(f.model.sessionWasReplaced());
}

TEST_CASE("peaks are asked for once, and once more when they become visible")
{
    Fixture f;
    f.model.requestPeaks(AssetId{1}, false);
    f.model.requestPeaks(AssetId{1}, false);
    REQUIRE(f.count<RequestPeaks>(f.heard()) == 1);
    f.model.requestPeaks(AssetId{1}, true);
    f.model.requestPeaks(AssetId{1}, true);
    f.model.requestPeaks(AssetId{1}, false);
    const auto asked = f.heard();
    REQUIRE(f.count<RequestPeaks>(asked) == 1);
    REQUIRE(std::get<RequestPeaks>(asked.front()).isVisible);
}

TEST_CASE("peaks that are in view are asked for again now and then until they are whole")
{
    Fixture f;
    f.model.requestPeaks(AssetId{1}, true);
    f.say(PeaksReady{AssetId{1}, nullptr, false, true, 0.25});
    REQUIRE(f.model.peaksProgress(AssetId{1}) == 0.25);
    REQUIRE(f.count<RequestPeaks>(f.heard()) == 1);

    f.clock.advance(std::chrono::seconds(1));
    const FrameRange inView{FramePosition(480), FrameCount(96)};
    f.model.requestPeaks(AssetId{1}, true, true, inView);
    const auto again = f.heard();
    REQUIRE(f.count<RequestPeaks>(again) == 1);
    REQUIRE(std::get<RequestPeaks>(again.front()).isRow);
    REQUIRE(std::get<RequestPeaks>(again.front()).inView == inView);

    f.say(PeaksReady{AssetId{1}, nullptr, false});
    REQUIRE_FALSE(f.model.peaksProgress(AssetId{1}).has_value());
    f.clock.advance(std::chrono::seconds(1));
    f.model.requestPeaks(AssetId{1}, true);
    REQUIRE(f.count<RequestPeaks>(f.heard()) == 0);
}

TEST_CASE("peaks that were given up are asked for once more when they are wanted again")
{
    Fixture f;
    f.model.requestPeaks(AssetId{1}, true);
    f.model.cancelPeaks(AssetId{1});
    f.model.cancelPeaks(AssetId{1});
    REQUIRE(f.count<CancelPeaks>(f.heard()) == 1);
    f.model.requestPeaks(AssetId{1}, true);
    REQUIRE(f.count<RequestPeaks>(f.heard()) == 1);
}

TEST_CASE("peaks that were found damaged while they were drawn are built anew")
{
    Fixture f;
    f.model.requestPeaks(AssetId{1}, true);
    f.say(PeaksReady{AssetId{1}, nullptr, true});
    (void) f.heard();
    f.model.rebuildPeaks(AssetId{1}, nullptr);
    f.model.rebuildPeaks(AssetId{1}, nullptr);
    const auto asked = f.heard();
    REQUIRE(f.count<RequestPeaks>(asked) == 1);
    REQUIRE(std::get<RequestPeaks>(asked.front()).isDamaged);
}

TEST_CASE("a file that came back is asked for its peaks again")
{
    Fixture f;
    f.say(AssetChanged{assetOf(1, OfflineStatus::present)});
    f.model.requestPeaks(AssetId{1}, true);
    f.say(PeaksFailed{AssetId{1}, "cannot be read"});
    REQUIRE(f.model.peaksFailure(AssetId{1}) == "cannot be read");
    (void) f.heard();
    f.say(AssetChanged{assetOf(1, OfflineStatus::missing)});
    f.say(AssetChanged{assetOf(1, OfflineStatus::present)});
    REQUIRE_FALSE(f.model.peaksFailure(AssetId{1}).has_value());
    f.model.requestPeaks(AssetId{1}, true);
    REQUIRE(f.count<RequestPeaks>(f.heard()) == 1);
}

TEST_CASE("missing files are those of the session, in its order")
{
    Fixture f;
    f.say(AssetChanged{assetOf(9, OfflineStatus::missing)}); // a browsed one
    f.say(AssetChanged{assetOf(3, OfflineStatus::missing)});
    f.say(AssetChanged{assetOf(2, OfflineStatus::present)});
    f.say(AssetChanged{assetOf(1, OfflineStatus::missing)});
    f.say(SessionChanged{sessionWith(3), {}, false, {}, {}});
    const auto absent = f.model.absentAssets();
    REQUIRE(absent.size() == 2);
    REQUIRE(absent[0]->assetId == AssetId{1});
    REQUIRE(absent[1]->assetId == AssetId{3});
}

TEST_CASE("something is pending until the session and all its files are known")
{
    Fixture f;
    REQUIRE(f.model.pending() == 0);
    f.model.open("/x/./Song.loophole");
    REQUIRE(f.model.pending() == 1);
    f.say(SessionChanged{sessionWith(0), {}, false, {}, {}}); // the empty session that Pulse starts with
    REQUIRE(f.model.pending() == 1);
    f.say(SessionChanged{sessionWith(2), "/x/Song.loophole", false, {}, {}});
    REQUIRE(f.model.pending() == 2);
    f.say(AssetChanged{assetOf(1, OfflineStatus::present)});
    f.say(AssetChanged{assetOf(2, OfflineStatus::missing)});
    REQUIRE(f.model.pending() == 0);
    f.model.requestPeaks(AssetId{1}, true);
    REQUIRE(f.model.pending() == 1);
    f.say(PeaksFailed{AssetId{1}, "cannot be read"});
    REQUIRE(f.model.pending() == 0);
}

TEST_CASE("an open that failed is no longer waited for")
{
    Fixture f;
    f.model.open("/x/none.loophole");
    f.say(Notice{Notice::Kind::fault, "none.loophole: no such file"});
    REQUIRE(f.model.pending() == 0);
    REQUIRE(f.model.notices().front().text == "none.loophole: no such file");
}

TEST_CASE("a full queue loses no command")
{
    Fixture f;
    for (auto i = 0; i < 5000; ++i)
        f.model.send(SeekTransport{FramePosition(i)});
    std::int64_t expected = 0;
    while (expected < 5000)
    {
        for (const auto& one : f.heard())
            REQUIRE(std::get<SeekTransport>(one).position == FramePosition(expected++));
        f.model.receive();
    }
}

TEST_CASE("a flood of facts is taken in over several frames, in order")
{
    Fixture f;
    // Each fact that is told costs its listener a millisecond.
    struct Slow : AuraModel::Listener
    {
        testing::VirtualClock& clock;
        explicit Slow(testing::VirtualClock& clock) : clock(clock) {}
        void assetChanged(AssetId) override { clock.advance(std::chrono::milliseconds(1)); }
    } slow(f.clock);
    f.model.add(slow);
    for (std::uint32_t id = 1; id <= 10; ++id)
        REQUIRE(f.queues.pulseToAura.trySend(f.pulse, AssetChanged{assetOf(id, OfflineStatus::present)}));
    f.model.receive();
    REQUIRE(f.assetsTold.size() == 4);
    f.model.receive();
    f.model.receive();
    REQUIRE(f.assetsTold.size() == 10);
    REQUIRE(f.assetsTold.back() == AssetId{10});
}

TEST_CASE("a session without a document is pending until it is shown")
{
    Fixture f;
    f.model.adopt(sessionWith(1));
    f.say(SessionChanged{sessionWith(0), {}, false, {}, {}});
    REQUIRE(f.model.pending() == 1);
    f.say(SessionChanged{sessionWith(1), {}, false, {}, {}});
    f.say(AssetChanged{assetOf(1, OfflineStatus::present)});
    REQUIRE(f.model.pending() == 0);
}

TEST_CASE("a recovered session is another one, though it has edits that are not saved")
{
    Fixture f;
    f.say(SessionChanged{sessionWith(1), "/x/Song.loophole", false, "", ""});
    f.say(SessionChanged{sessionWith(2), "/x/Song.loophole", true, "", "", true});
    REQUIRE(f.model.sessionWasReplaced());
}

TEST_CASE("a conflict is open until the document is saved, read again or left")
{
    struct Decided : Fixture
    {
        int decisions = 0;
        void decisionsChanged() override { ++decisions; }
    };
    for (const auto& settled : {SessionChanged{sessionWith(1), "/x/Song.loophole", false, "Move clip", ""},
                                SessionChanged{sessionWith(1), "/x/Other.loophole", true, "Move clip", ""}})
    {
        Decided f;
        f.say(SessionChanged{sessionWith(1), "/x/Song.loophole", true, "Move clip", ""});
        f.say(DocumentConflict{"/x/Song.loophole", false, true});
        REQUIRE(f.model.conflict());
        f.say(SessionChanged{sessionWith(1), "/x/Song.loophole", true, "Move clip", ""});
        REQUIRE(f.model.conflict());
        REQUIRE(f.decisions == 1);
        f.say(settled);
        REQUIRE_FALSE(f.model.conflict());
        REQUIRE(f.decisions == 2);
    }
}

TEST_CASE("what can be recovered is what was offered last")
{
    Fixture f;
    f.say(RecoveriesOffered{{RecoverableSession{RecoveryId{1}, "/x/Song.loophole", 5, "Move clip", 3, false, ""}}});
    REQUIRE(f.model.recoveries().size() == 1);
    f.say(RecoveriesOffered{});
    REQUIRE(f.model.recoveries().empty());
}

TEST_CASE("what the library answers reaches whoever listens")
{
    struct Listener final : AuraModel::Listener
    {
        void libraryAnswered(const LibraryHits& hits) override { answered = hits.request; }
        void libraryCounted(const LibraryCounted& told) override { counted = told.total; }
        void libraryLooked(const LibraryOverview& overview) override { files = overview.files; }
        void libraryScanned(const LibraryScanProgress& progress) override { read = progress.read; }
        RequestId answered;
        std::size_t counted = 0;
        std::uint64_t files = 0;
        std::uint64_t read = 0;
    } listener;
    Fixture f;
    f.model.add(listener);
    f.say(LibraryHits{RequestId{3}, {}, {}, 0, true});
    f.say(LibraryCounted{RequestId{3}, 12});
    LibraryOverview overview;
    overview.files = 7;
    f.say(overview);
    LibraryScanProgress progress;
    progress.read = 5;
    f.say(progress);
    f.model.remove(listener);
    REQUIRE(listener.answered == RequestId{3});
    REQUIRE(listener.counted == 12);
    REQUIRE(listener.files == 7);
    REQUIRE(listener.read == 5);
}

TEST_CASE("a notice is shown without the tag by which it is found in a log")
{
    Fixture f;
    f.say(Notice{Notice::Kind::information, "[perf] rain.mp3 took 62 ms to decode a block"});
    REQUIRE(f.model.notices().front().text == "rain.mp3 took 62 ms to decode a block");
}

TEST_CASE("peaks that are wanted for the screen are told of once, while there are none")
{
    struct Listener final : AuraModel::Listener
    {
        void peaksWanted(AssetId id) override { wanted.push_back(id.value); }
        std::vector<std::uint32_t> wanted;
    } listener;
    Fixture f;
    f.model.add(listener);
    f.model.requestPeaks(AssetId{1}, false);
    f.model.requestPeaks(AssetId{2}, true);
    f.model.requestPeaks(AssetId{2}, true);
    CHECK(listener.wanted == std::vector<std::uint32_t>{2});
    f.model.requestPeaks(AssetId{1}, true); // it has come into view
    f.model.cancelPeaks(AssetId{2});
    f.model.requestPeaks(AssetId{2}, true);
    CHECK(listener.wanted == std::vector<std::uint32_t>{2, 1, 2});
    f.model.remove(listener);
}
