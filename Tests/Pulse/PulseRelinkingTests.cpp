#include "Pulse/PulseRelinking.h"

#include "Support/ContentByHand.h"
#include "Support/EditorStage.h"

using namespace loophole;
using namespace loophole::testing;
using namespace std::chrono_literals;

namespace
{

/** An asset of this content, and another one of which only the path is known. */
std::string documentKnowing(const std::string& bytes)
{
    const auto content = contentOf(bytes);
    return R"({"format":"loophole.session","version":1,"assets":[{"id":"a","path":"Audio/a.wav","hash":")" +
           content.hash->hex() + R"(","quickPrint":")" + content.quickPrint.hex() + R"(","bytes":)" +
           std::to_string(bytes.size()) +
           R"(,"sampleRate":48000,"lengthSamples":500},{"id":"b","path":"Audio/b.wav"}],"tracks":[{"name":"T","clips":[
{"asset":"a","position":0},{"asset":"b","position":0}]}]})";
}

struct Stage : EditorStage
{
    explicit Stage(const TemporaryFolder& home) : EditorStage(home, {{"/p/S.loophole", documentKnowing("kick")}})
    {
        command(OpenSession{"/p/S.loophole"});
        a = session().assets[0].id;
        b = session().assets[1].id;
    }
    template <class... Facts>
    void report(Facts... facts)
    {
        clock.advance(20ms);
        (static_cast<void>(queues.signalToPulse.trySend(signalThread, SignalToPulse(std::move(facts)))), ...);
        turn();
    }
    /** The folder of the session is listed, as the last turn asked. */
    void listed(std::vector<ScannedEntry> entries)
    {
        const auto asked = toSignal<ScanFolder>();
        REQUIRE(asked.size() == 1);
        CHECK(asked[0].folder == "/p");
        report(FolderScanned{asked[0].request, {1, 1}, std::move(entries), true, {}, false});
    }
    static ScannedEntry fileOf(const std::string& name, std::int64_t bytes)
    {
        ScannedEntry entry;
        entry.name = name;
        entry.stamp.bytes = bytes;
        return entry;
    }
    /** The content of the only file that the last turn asked about. */
    void read(const std::filesystem::path& file, const std::string& bytes)
    {
        const auto asked = toSignal<FingerprintMedia>();
        REQUIRE(asked.size() == 1);
        CHECK(asked[0].file == file);
        report(MediaFingerprinted{asked[0].request, contentOf(bytes), true, {}, false});
    }

    AssetId a;
    AssetId b;
};

} // namespace

TEST_CASE("a missing file of known content is looked for beside the session and takes its place as one edit")
{
    const TemporaryFolder home;
    Stage stage(home);
    stage.report(missingFact(stage.a), presentFact(stage.b, 100));
    CHECK(stage.toSignal<ScanFolder>().empty());
    // Its clips have their length all the same.
    CHECK(stage.toAura<AssetChanged>()[0].asset.facts.length == FrameCount(500));
    stage.wait(relinking::settling);
    stage.listed({Stage::fileOf("renamed.wav", 4), Stage::fileOf("a.wav", 5)});
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
    stage.listed({Stage::fileOf("renamed.wav", 4)});
    stage.read("/p/renamed.wav", "kick");
    CHECK(stage.session().assets[0].path == "Audio/a.wav");
}

TEST_CASE("the library tells where files of the same content were seen")
{
    const TemporaryFolder home;
    Stage stage(home);
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

TEST_CASE("what only has the right name is proposed, and taken when that is said, with others that moved alike")
{
    const TemporaryFolder home;
    Stage stage(home);
    stage.report(missingFact(stage.a), missingFact(stage.b));
    stage.command(SearchMissingMedia{{"/n"}});
    const auto asked = stage.toSignal<ScanFolder>();
    REQUIRE(asked.size() == 1);
    stage.report(FolderScanned{asked[0].request, {1, 1}, {Stage::fileOf("b.wav", 9)}, true, {}, false});
    const auto probe = stage.toSignal<ProbeMedia>();
    REQUIRE(probe.size() == 1);
    MediaProbed found;
    found.request = probe[0].request;
    found.outcome = MediaProbed::Outcome::medium;
    found.facts.sampleRate = SampleRate(48000);
    found.facts.length = FrameCount(100);
    stage.report(found);
    stage.wait(relinking::reportInterval);
    REQUIRE(stage.toAura<MediaSearchChanged>().size() == 1);
    const auto told = stage.toAura<MediaSearchChanged>()[0];
    CHECK_FALSE(told.isSearching);
    REQUIRE(told.proposals.size() == 2);
    CHECK(told.proposals[0].why == "not found");
    CHECK(told.proposals[0].wanted == "0.0 s, 48000 Hz, 4 bytes");
    CHECK(told.proposals[1].file == "/n/b.wav");
    CHECK(told.proposals[1].why == "has the same name");
    CHECK(stage.shown.undoName.empty());

    stage.command(RelinkMedia{{{stage.b, "/n/b.wav"}}});
    CHECK(stage.shown.undoName == "Relink 1 file");
    CHECK(stage.session().assets[1].path == "/n/b.wav");
    // The other one lay beside it and may lie beside it now.
    stage.read("/n/a.wav", "kick");
    CHECK(stage.session().assets[0].path == "/n/a.wav");
    CHECK(stage.shown.undoName == "Relink 1 file");
    stage.report(presentFact(stage.a, 500), presentFact(stage.b, 100));
    stage.wait(relinking::reportInterval);
    CHECK(stage.toAura<MediaSearchChanged>().back().proposals.empty());
}

TEST_CASE("a file that did not move with another one keeps what was proposed for it")
{
    const TemporaryFolder home;
    Stage stage(home);
    stage.report(missingFact(stage.a), missingFact(stage.b));
    stage.command(SearchMissingMedia{{"/n"}});
    const auto asked = stage.toSignal<ScanFolder>();
    stage.report(FolderScanned{
        asked[0].request, {1, 1}, {Stage::fileOf("b.wav", 9), Stage::fileOf("k.wav", 4)}, true, {}, false});
    const auto print = stage.toSignal<FingerprintMedia>();
    const auto probe = stage.toSignal<ProbeMedia>();
    REQUIRE(print.size() == 1);
    REQUIRE(probe.size() == 1);
    MediaProbed damaged;
    damaged.request = probe[0].request;
    damaged.outcome = MediaProbed::Outcome::damaged;
    damaged.stamp.bytes = 9;
    damaged.error = "no header";
    stage.report(damaged);
    stage.command(CancelMediaSearch{});
    stage.command(RelinkMedia{{{stage.a, "/n/Audio/a.wav"}}});
    const auto guess = stage.toSignal<ProbeMedia>();
    REQUIRE(guess.size() == 1);
    CHECK(guess[0].file == "/n/Audio/b.wav");
    MediaProbed none;
    none.request = guess[0].request;
    none.error = "No such file or directory";
    stage.report(none);
    stage.wait(relinking::reportInterval);
    const auto told = stage.toAura<MediaSearchChanged>();
    REQUIRE_FALSE(told.empty());
    REQUIRE(told.back().proposals.size() == 1);
    CHECK(told.back().proposals[0].asset == stage.b);
    CHECK(told.back().proposals[0].why == "not found");
    CHECK(told.back().proposals[0].refused.empty());
}

TEST_CASE("prints are found out in the background, kept with the asset and written with the next save, not before")
{
    const TemporaryFolder home;
    Stage stage(home);
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

TEST_CASE("a file whose content changed has another revision and another print")
{
    const TemporaryFolder home;
    Stage stage(home);
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
    Stage stage(home);
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
    Stage stage(home);
    stage.report(FolderScanned{RequestId{3}, {}, {}, true, {}, false});
    auto library = LibraryThread::mint();
    PulseToLibrary told;
    REQUIRE(stage.queues.pulseToLibrary.tryReceive(library, told));
    CHECK(std::get<FolderScanned>(told).request == RequestId{3});
}

TEST_CASE("a file that was browsed before it came into the session is printed as well")
{
    const TemporaryFolder home;
    Stage stage(home);
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
