#include "Pulse/Scheduling/TrackCohorts.h"
#include "Support/PulseStage.h"
#include "Support/SessionParts.h"

#include <catch2/catch.hpp>

using namespace loophole;
using namespace std::chrono_literals;
using loophole::testing::missingFact;
using loophole::testing::presentFact;
using loophole::testing::PulseStage;

namespace
{

std::string documentOf(const std::string& path)
{
    return R"({"format":"loophole.session","version":1,"assets":[{"id":"a","path":")" + path +
           R"("}],"tracks":[{"clips":[{"asset":"a","position":0}]}]})";
}

} // namespace

TEST_CASE("a document that cannot be opened is told and leaves everything as it was")
{
    PulseStage stage;
    stage.documents.texts["/song/S.loophole"] = documentOf("a.wav");
    stage.documents.texts["/song/Bad.loophole"] = "{\n\"format\":7}";
    stage.command(OpenSession{"/song/S.loophole"});
    const auto before = stage.shown.session;
    stage.command(OpenSession{"/song/Bad.loophole"});
    CHECK(stage.notice() == "Bad.loophole: line 2, column 10: \"format\" must be a text");
    CHECK(stage.toAura<Notice>()[0].kind == Notice::Kind::fault);
    stage.command(OpenSession{"/song/None.loophole"});
    CHECK(stage.notice() == "/song/None.loophole: No such file or directory");
    CHECK(stage.shown.session == before);
    CHECK(stage.signal.empty());
    stage.command(SaveSession{});
    CHECK(stage.documents.texts.contains("/song/S.loophole"));
}

TEST_CASE("another session stops what played, forgets its media and starts at its beginning")
{
    PulseStage stage;
    stage.documents.texts["/song/S.loophole"] = documentOf("a.wav");
    stage.documents.texts["/song/T.loophole"] = documentOf("b.wav");
    stage.command(OpenSession{"/song/S.loophole"});
    const auto former = stage.session().assets[0].id;
    stage.report(presentFact(former, 48'000));
    stage.command(SeekTransport{FramePosition(500)}, PlayTransport{}, AddTrack{"x"});
    stage.command(OpenSession{"/song/T.loophole"});
    CHECK(stage.toSignal<StopTransport>().size() == 1);
    CHECK(stage.toSignal<SeekTransport>()[0].position == FramePosition(0));
    CHECK_FALSE(stage.toSignal<SetTransportLoop>()[0].isLooping);
    REQUIRE(stage.toSignal<ForgetAsset>().size() == 1);
    CHECK(stage.toSignal<ForgetAsset>()[0].asset == former);
    CHECK(stage.toSignal<ClipWindowCancel>().size() == 1);
    CHECK(stage.toSignal<PublishSession>().size() == 1);
    CHECK(stage.shown.undoName.empty());
    CHECK_FALSE(stage.shown.hasUnsavedEdits);
    stage.command(UndoEdit{});
    CHECK(stage.aura.empty());
}

TEST_CASE("saving writes the document, makes paths relative to it and nothing unsaved")
{
    PulseStage stage;
    stage.command(AddClip{TrackId{}, "/song/Audio/a.wav", FramePosition(0)});
    CHECK(stage.shown.hasUnsavedEdits);
    stage.command(SaveSession{});
    CHECK(stage.notice() == "The session has no file yet: choose where to save it");
    stage.command(SaveSession{"/song/S.loophole"});
    CHECK(stage.notice() == "Saved S.loophole");
    CHECK_FALSE(stage.shown.hasUnsavedEdits);
    CHECK(stage.shown.document == "/song/S.loophole");
    CHECK_THAT(stage.documents.texts["/song/S.loophole"], Catch::Contains("\"path\":\"Audio/a.wav\""));
    stage.command(SaveSession{"/other/S.loophole"});
    CHECK_THAT(stage.documents.texts["/other/S.loophole"], Catch::Contains("\"path\":\"/song/Audio/a.wav\""));
    CHECK(stage.shown.undoName == "Add clip");
}

TEST_CASE("a save that fails is told, and the edits are still unsaved")
{
    PulseStage stage;
    stage.command(AddTrack{"x"});
    stage.documents.refusal = "cannot save: No space left on device";
    stage.command(SaveSession{"/song/S.loophole"});
    CHECK(stage.notice() == "/song/S.loophole: cannot save: No space left on device");
    CHECK(stage.toAura<SessionChanged>().empty());
    CHECK(stage.shown.hasUnsavedEdits);
    CHECK(stage.shown.document.empty());
}

TEST_CASE("a session made in memory is adopted with ids of its own")
{
    PulseStage stage;
    auto made = testing::sessionOf({testing::trackOf(1, {testing::clipOf(1, 1, 0)})});
    made.assets = SharedList<SessionAsset>({SessionAsset{AssetId{1}, "a1", "/x/a.wav", nullptr}});
    stage.command(AdoptSession{std::make_shared<const Session>(made)});
    REQUIRE(stage.session().tracks[0]->clips.size() == 1);
    CHECK(stage.session().assets[0].id != AssetId{1});
    CHECK(stage.toSignal<RegisterAsset>()[0].path == "/x/a.wav");
    CHECK_FALSE(stage.shown.hasUnsavedEdits);
    stage.command(AdoptSession{});
    CHECK(stage.aura.empty());
}

TEST_CASE("a new session is empty and keeps the rate")
{
    PulseStage stage;
    stage.documents.texts["/S"] = R"({"format":"loophole.session","version":1,"sampleRate":96000,"tracks":[{}]})";
    stage.command(OpenSession{"/S"}, NewSession{});
    CHECK(stage.session().tracks.empty());
    CHECK(stage.session().sampleRate.hz() == 96000);
    CHECK(stage.shown.document.empty());
}

TEST_CASE("the turns of a fader are one step back")
{
    PulseStage stage;
    stage.command(AddTrack{"x"});
    const auto track = stage.session().tracks[0]->id;
    for (int i = 1; i <= 20; ++i)
    {
        stage.clock.advance(16ms);
        stage.command(SetTrackGain{track, -i / 2.0});
    }
    CHECK(stage.session().tracks[0]->gainDb == -10);
    stage.command(UndoEdit{});
    CHECK(stage.session().tracks[0]->gainDb == 0);
}

TEST_CASE("an edit that cannot be done is told and is no step")
{
    PulseStage stage;
    stage.command(RemoveTrack{TrackId{99}});
    CHECK(stage.notice() == "track: no longer exists");
    CHECK(stage.toAura<Notice>()[0].kind == Notice::Kind::warning);
    CHECK(stage.shown.undoName.empty());
}

TEST_CASE("a placed file is opened before the session that uses it is published")
{
    PulseStage stage;
    stage.command(AddClip{TrackId{}, "/x/a.wav", FramePosition(0)});
    REQUIRE(stage.signal.size() == 2);
    CHECK(std::holds_alternative<RegisterAsset>(stage.signal[0]));
    CHECK(std::holds_alternative<PublishSession>(stage.signal[1]));
    CHECK(stage.toAura<AssetChanged>()[0].asset.offlineStatus == OfflineStatus::pending);
}

TEST_CASE("a browsed file is opened once and known to the browser at once")
{
    PulseStage stage;
    stage.command(BrowseFile{"/x/a.wav"});
    REQUIRE(stage.toSignal<RegisterAsset>().size() == 1);
    CHECK(stage.toSignal<RegisterAsset>()[0].type == AssetType::transient);
    const auto asset = stage.toAura<AssetChanged>().at(0).asset.assetId;
    stage.report(presentFact(asset, 1000));
    stage.command(BrowseFile{"/x/a.wav"});
    CHECK(stage.toSignal<RegisterAsset>().empty());
    CHECK(stage.toAura<AssetChanged>().at(0).asset.facts.length == FrameCount(1000));
}

TEST_CASE("an audition starts as soon as its file is open")
{
    PulseStage stage;
    stage.command(AuditionFile{"/x/a.wav", 0.5, true, -3});
    CHECK(stage.toSignal<StartStream>().empty());
    const auto asset = stage.toSignal<RegisterAsset>().at(0).asset;
    stage.report(presentFact(asset, 1000));
    REQUIRE(stage.toSignal<StartStream>().size() == 1);
    CHECK(stage.toSignal<StartStream>()[0].from == FramePosition(500));
    stage.command(AuditionFile{"/x/a.wav", 0, false, 0});
    CHECK(stage.toSignal<StartStream>()[0].from == FramePosition(0));
    stage.command(SetStreamGain{-6}, StopStream{});
    CHECK(stage.toSignal<SetStreamGain>().size() == 1);
    CHECK(stage.toSignal<StopStream>().size() == 1);
}

TEST_CASE("an audition of a missing file says so, and one that was stopped stays so")
{
    PulseStage stage;
    stage.command(AuditionFile{"/x/a.wav", 0, false, 0});
    const auto asset = stage.toSignal<RegisterAsset>().at(0).asset;
    stage.report(missingFact(asset));
    CHECK(stage.notice() == "a.wav: No such file or directory");
    stage.command(StopStream{});
    stage.report(presentFact(asset, 1000));
    CHECK(stage.toSignal<StartStream>().empty());
}

TEST_CASE("what only Signal can do is forwarded as it is")
{
    PulseStage stage;
    stage.command(RequestPeaks{AssetId{7}, false}, RequestWaveform{RequestId{1}, AssetId{7}, {}},
                  ListFolder{RequestId{2}, "/x"}, SetTransportRate{2}, ScrubTransport{FramePosition(5)}, EndScrub{},
                  CancelPeaks{AssetId{7}});
    CHECK(stage.signal.size() == 7);
    CHECK(stage.toSignal<CancelPeaks>()[0].asset == AssetId{7});
    CHECK(stage.toSignal<RequestPeaks>()[0].asset == AssetId{7});
    CHECK(stage.toSignal<ListFolder>()[0].folder == "/x");
    CHECK(stage.toSignal<ScrubTransport>()[0].target == FramePosition(5));
}

TEST_CASE("what concerns the library is handed on to its threads, and their answers to Aura")
{
    PulseStage stage;
    auto thread = LibraryThread::mint();
    stage.command(SearchLibrary{RequestId{4}, "kick", LibrarySort::name, true, 10, 20}, RequestLibraryOverview{},
                  ScanLibrary{{"/m"}}, CancelLibraryScan{}, RemoveLibraryPlace{"/m"},
                  MarkLibraryFiles{{1}, true, {}, 0, 0}, LabelLibraryFiles{{1}, {"x"}, {}},
                  SetLibraryTag{{1}, "key", "Am"}, SaveLibrarySearch{"a", "b"});
    PulseToLibrarySearch question;
    REQUIRE(stage.queues.pulseToLibrarySearch.tryReceive(thread, question));
    CHECK(std::get<SearchLibrary>(question).query == "kick");
    REQUIRE(stage.queues.pulseToLibrarySearch.tryReceive(thread, question));
    CHECK(std::holds_alternative<RequestLibraryOverview>(question));
    CHECK(stage.queues.pulseToLibrary.sizeApproximately() == 7);

    CHECK(stage.queues.libraryToPulse.trySend(thread, ScanFolder{RequestId{1}, "/m"}));
    CHECK(stage.queues.libraryToPulse.trySend(thread, ProbeMedia{RequestId{2}, "/m/a.wav", {}, {}}));
    CHECK(stage.queues.libraryToPulse.trySend(thread, EndFolderScan{RequestId{1}}));
    CHECK(stage.queues.libraryToPulse.trySend(thread, LibraryScanProgress{}));
    CHECK(stage.queues.librarySearchToPulse.trySend(thread, LibraryHits{RequestId{4}, {}, {}, 3, true}));
    stage.turn();
    CHECK(stage.toSignal<ScanFolder>().size() == 1);
    CHECK(stage.toSignal<ProbeMedia>().size() == 1);
    CHECK(stage.toSignal<EndFolderScan>().size() == 1);
    CHECK(stage.toAura<LibraryScanProgress>().size() == 1);
    CHECK(stage.toAura<LibraryHits>().at(0).total == 3);

    stage.report(FolderScanned{RequestId{1}, {}, {}, true, {}, false}, MediaProbed{});
    CHECK(stage.queues.pulseToLibrary.sizeApproximately() == 9);
}

TEST_CASE("media that are auditioned or placed are told to the library as used")
{
    PulseStage stage;
    auto thread = LibraryThread::mint();
    stage.command(AuditionFile{"/m/a.wav", 0, false, 0});
    stage.command(AddClip{{}, "/m/b.wav", FramePosition(0)});
    PulseToLibrary told;
    REQUIRE(stage.queues.pulseToLibrary.tryReceive(thread, told));
    CHECK(std::get<NoteLibraryUse>(told).file == "/m/a.wav");
    REQUIRE(stage.queues.pulseToLibrary.tryReceive(thread, told));
    CHECK(std::get<NoteLibraryUse>(told).file == "/m/b.wav");
}

TEST_CASE("a chosen track is read far ahead before others")
{
    PulseStage stage;
    stage.command(AddClip{{}, "/m/a.wav", FramePosition(0)}, AddClip{{}, "/m/b.wav", FramePosition(0)});
    const auto session = stage.session();
    REQUIRE(session.tracks.size() >= 2);
    stage.report(presentFact(session.assets[0].id, 480'000), presentFact(session.assets[1].id, 480'000));
    stage.wait(TrackCohorts::hold);
    const auto& chosen = *session.tracks[session.tracks.size() - 1];
    stage.command(SelectTracks{{chosen.id}});
    std::vector<ClipId> realtime;
    for (const auto& window : stage.toSignal<ClipWindowRequest>())
        if (window.cohort == Cohort::realtime && window.ahead == Cohort::realtime)
            realtime.push_back(window.clip);
    CHECK(realtime == std::vector{chosen.clips[0].id});
}

TEST_CASE("what a deck is told goes on to Signal, whatever it plays")
{
    PulseStage stage;
    stage.command(SetStreamGain{-6, Deck::b, 2}, SetStreamRegion{Deck::b, {FramePosition(1), FrameCount(2)}, true},
                  HearDecks{false, true}, ScrubStream{AssetId{1}, FramePosition(7), Deck::b},
                  EndStreamScrub{Deck::b, true},
                  ExportRegion{RequestId{3}, AssetId{1}, {FramePosition(0), FrameCount(5)}, "/tmp/part.wav"});
    CHECK(stage.toSignal<SetStreamGain>().at(0).matchDb == 2);
    CHECK(stage.toSignal<SetStreamRegion>().at(0).loop);
    CHECK(stage.toSignal<HearDecks>().at(0).b);
    CHECK(stage.toSignal<ScrubStream>().at(0).target == FramePosition(7));
    CHECK(stage.toSignal<EndStreamScrub>().at(0).goesOn);
    CHECK(stage.toSignal<ExportRegion>().at(0).file == "/tmp/part.wav");
}

TEST_CASE("two files that belong together are sent to Signal when both are open, the one that follows first")
{
    PulseStage stage;
    AuditionFile leads{"/x/a.wav", 0, false, 0};
    AuditionFile follows{"/x/b.wav", 0, false, 0, Deck::b};
    follows.inSync = true;
    stage.command(leads, follows);
    const auto opened = stage.toSignal<RegisterAsset>();
    REQUIRE(opened.size() == 2);
    stage.report(presentFact(opened[0].asset, 1000));
    CHECK(stage.toSignal<StartStream>().empty());
    stage.report(presentFact(opened[1].asset, 1000));
    const auto starts = stage.toSignal<StartStream>();
    REQUIRE(starts.size() == 2);
    CHECK(starts[0].asset == opened[1].asset);
    CHECK(starts[0].deck == Deck::b);
    CHECK(starts[1].asset == opened[0].asset);
}
