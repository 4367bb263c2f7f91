#include "Pulse/PulseRelinking.h"

#include "Support/RelinkStage.h"

using namespace loophole;
using namespace loophole::testing;
using namespace std::chrono_literals;

TEST_CASE("a missing file of known content is looked for beside the session and takes its place as one edit")
{
    const TemporaryFolder home;
    RelinkStage stage(home);
    stage.report(missingFact(stage.a), presentFact(stage.b, 100));
    CHECK(stage.toSignal<ScanFolder>().empty());
    // Its clips have their length all the same.
    CHECK(stage.toAura<AssetChanged>()[0].asset.facts.length == FrameCount(500));
    stage.wait(relinking::settling);
    stage.listed({RelinkStage::fileOf("renamed.wav", 4), RelinkStage::fileOf("a.wav", 5)});
    stage.read("/p/renamed.wav", "kick");
    CHECK(stage.session().assets[0].path == "/p/renamed.wav");
    CHECK(stage.shown.undoName == "Relink 1 file");
    CHECK(stage.notice() == "1 missing file was found again by content: renamed.wav");
    const auto opened = stage.toSignal<RegisterAsset>();
    REQUIRE(opened.size() == 1);
    CHECK(opened[0].path == "/p/renamed.wav");
    CHECK(stage.recovery.commits == 1);

    stage.report(presentFact(stage.a, 500));
    stage.command(SaveSession{});
    CHECK_THAT(stage.documents.texts["/p/S.loophole"], Catch::Contains(R"("path":"renamed.wav","hash":")"));

    // Whoever takes it back has it missing, and is not corrected.
    stage.command(UndoEdit{});
    CHECK(stage.toSignal<RegisterAsset>()[0].path == "/p/Audio/a.wav");
    stage.report(missingFact(stage.a));
    stage.wait(relinking::settling);
    stage.listed({RelinkStage::fileOf("renamed.wav", 4)});
    stage.read("/p/renamed.wav", "kick");
    CHECK(stage.session().assets[0].path == "Audio/a.wav");
}

TEST_CASE("the library tells where files of the same content were seen")
{
    const TemporaryFolder home;
    RelinkStage stage(home);
    stage.report(missingFact(stage.a), presentFact(stage.b, 100));
    stage.wait(relinking::settling);
    auto library = LibraryThread::mint();
    PulseToLibrarySearch question;
    REQUIRE(stage.queues.pulseToLibrarySearch.tryReceive(library, question));
    const auto& asked = std::get<FindLibraryFiles>(question);
    CHECK(asked.prints == std::vector<ContentKey>{contentOf("kick").quickPrint});
    stage.listed({});
    CHECK(stage.queues.librarySearchToPulse.trySend(library, LibraryFilesFound{asked.request, {"/lib/k.wav"}}));
    stage.turn();
    stage.read("/lib/k.wav", "kick");
    CHECK(stage.session().assets[0].path == "/lib/k.wav");
}

TEST_CASE("prints are found out in the background, kept with the asset and written with the next save, not before")
{
    const TemporaryFolder home;
    RelinkStage stage(home);
    stage.report(presentFact(stage.a, 500), presentFact(stage.b, 100));
    const auto asked = stage.toSignal<FingerprintMedia>();
    REQUIRE(asked.size() == 2);
    CHECK(asked[0].known.hash == contentOf("kick").hash);
    CHECK_FALSE(asked[1].known.hash);
    stage.report(MediaFingerprinted{asked[1].request, contentOf("bass"), true, {}, false});
    REQUIRE(stage.toAura<AssetChanged>().size() == 1);
    CHECK(stage.toAura<AssetChanged>()[0].asset.content == contentOf("bass"));
    CHECK_FALSE(stage.shown.hasUnsavedEdits);
    CHECK(stage.shown.undoName.empty());
    CHECK(stage.recoveryFiles() == 0);
    CHECK(stage.documents.texts["/p/S.loophole"] == documentKnowing("kick"));

    stage.command(SaveSession{});
    CHECK_THAT(stage.documents.texts["/p/S.loophole"], Catch::Contains(contentOf("bass").hash->hex()));
    CHECK_FALSE(stage.shown.hasUnsavedEdits);
}

TEST_CASE("a shorter file that was chosen by hand is taken, and what it lacks is told once")
{
    const TemporaryFolder home;
    RelinkStage stage(home);
    stage.report(presentFact(stage.a, 48000), presentFact(stage.b, 100));
    stage.command(RelinkMedia{{{stage.a, "/other/short.wav"}}});
    CHECK(stage.session().assets[0].path == "/other/short.wav");
    stage.report(presentFact(stage.a, 24000));
    CHECK(stage.notice() == "short.wav stands in for a.wav: shorter: 0.5 s, was 1.0 s");

    stage.report(presentFact(stage.a, 24000));
    CHECK(stage.toAura<Notice>().empty());
    stage.command(RelinkMedia{{{stage.b, "/other/same.wav"}}});
    stage.report(presentFact(stage.b, 100));
    CHECK(stage.toAura<Notice>().empty());
}

TEST_CASE("a file whose content changed has another revision and another print")
{
    const TemporaryFolder home;
    RelinkStage stage(home);
    stage.report(presentFact(stage.a, 500), presentFact(stage.b, 100));
    auto asked = stage.toSignal<FingerprintMedia>();
    REQUIRE(asked.size() == 2);
    stage.report(MediaFingerprinted{asked[0].request, contentOf("kick"), true, {}, false},
                 MediaFingerprinted{asked[1].request, contentOf("bass"), true, {}, false});
    stage.report(presentFact(stage.a, 600));
    asked = stage.toSignal<FingerprintMedia>();
    REQUIRE(asked.size() == 1);
    auto first = contentOf("other kick");
    first.hash.reset();
    stage.report(MediaFingerprinted{asked[0].request, first, false, {}, false});
    CHECK(stage.toAura<AssetChanged>()[0].asset.revision == 1);
    stage.report(MediaFingerprinted{asked[0].request, contentOf("other kick"), true, {}, false});
    CHECK(stage.toAura<AssetChanged>()[0].asset.revision == 1);
    CHECK(stage.toAura<AssetChanged>()[0].asset.content == contentOf("other kick"));
}

TEST_CASE("a search is cancelled by command and by another session, and what it asked for is taken back")
{
    const TemporaryFolder home;
    RelinkStage stage(home);
    stage.report(missingFact(stage.a), missingFact(stage.b));
    stage.command(SearchMissingMedia{{"/n"}});
    stage.command(CancelMediaSearch{});
    CHECK(stage.toSignal<EndFolderScan>().size() == 1);
    stage.command(SearchMissingMedia{{"/n"}});
    stage.command(NewSession{});
    CHECK(stage.toSignal<EndFolderScan>().size() == 1);
    stage.wait(1s);
    CHECK(stage.toSignal<ScanFolder>().empty());
}

TEST_CASE("answers that the library has asked for go to the library")
{
    const TemporaryFolder home;
    RelinkStage stage(home);
    stage.report(FolderScanned{RequestId{3}, {}, {}, true, {}, false});
    auto library = LibraryThread::mint();
    PulseToLibrary told;
    REQUIRE(stage.queues.pulseToLibrary.tryReceive(library, told));
    CHECK(std::get<FolderScanned>(told).request == RequestId{3});
}

TEST_CASE("a file that was browsed before it came into the session is printed as well")
{
    const TemporaryFolder home;
    RelinkStage stage(home);
    stage.command(BrowseFile{"/m/c.wav"});
    const auto c = stage.toSignal<RegisterAsset>()[0].asset;
    stage.report(presentFact(c, 1000));
    CHECK(stage.toSignal<FingerprintMedia>().empty());
    AddClip add;
    add.file = "/m/c.wav";
    stage.command(add);
    REQUIRE(stage.toSignal<FingerprintMedia>().size() == 1);
    CHECK(stage.toSignal<FingerprintMedia>()[0].file == "/m/c.wav");
}
