#include "Pulse/PulseDocuments.h"

#include "Pulse/Document/DocumentLock.h"
#include "Support/FileBytes.h"
#include "Support/PulseStage.h"
#include "Support/TemporaryFolder.h"

#include <catch2/catch.hpp>

using namespace loophole;
using namespace std::chrono_literals;
using loophole::testing::DocumentsInMemory;
using loophole::testing::HandCrankedWorkers;
using loophole::testing::PulseStage;
using loophole::testing::readFile;
using loophole::testing::TemporaryFolder;

namespace
{

const std::string document = R"({"format":"loophole.session","version":1,
"assets":[{"id":"a","path":"Audio/a.wav"}],"tracks":[{"name":"Drums","clips":[{"asset":"a","position":0}]}]})";

/** Keeps recovery data in files as the program does, but at once and on the caller's thread. */
class RecoveryAtOnce final : public RecoveryKeeper
{
public:
    RecoveryAtOnce(std::filesystem::path folder, std::shared_ptr<DocumentInbox> inbox)
        : folder(std::move(folder)), inbox(std::move(inbox))
    {
    }
    void keep(SessionPointer session, RecoveryFacts facts) override
    {
        ++commits;
        if (!refusal.empty())
            return inbox->post(RecoveryKept{Failure{"disk", refusal}});
        if (!file)
            file = RecoveryFile::create(folder.newFile()).value();
        inbox->post(RecoveryKept{file->keep(*session, facts)});
    }
    void forget() override
    {
        if (file)
            std::move(*std::exchange(file, std::nullopt)).remove();
    }

    RecoveryFolder folder;
    std::shared_ptr<DocumentInbox> inbox;
    std::optional<RecoveryFile> file;
    std::string refusal;
    int commits = 0;
};

/** A program that edits: ended by destruction as by a crash, after which another one finds the same folders. */
struct Editor : PulseStage
{
    explicit Editor(const TemporaryFolder& home, const std::map<std::filesystem::path, std::string>& texts = {})
        : home(home), recovery(home / "Recovery", inbox)
    {
        documents.texts = texts;
        editing.step(pulseThread);
        collect();
    }

    template <class... Commands>
    void command(Commands... commands)
    {
        (static_cast<void>(queues.auraToPulse.trySend(messageThread, AuraToPulse(std::move(commands)))), ...);
        turn();
    }
    void turn()
    {
        signal.clear();
        aura.clear();
        editing.step(pulseThread);
        collect();
    }
    void wait(Instant time)
    {
        clock.advance(time);
        turn();
    }
    [[nodiscard]] RecoverableSession offered() const
    {
        const auto offers = toAura<RecoveriesOffered>();
        REQUIRE(offers.size() == 1);
        REQUIRE(offers[0].sessions.size() == 1);
        return offers[0].sessions[0];
    }
    [[nodiscard]] std::size_t recoveryFiles() const
    {
        FileDocumentStore none;
        std::size_t count = 0;
        std::error_code error;
        for (const auto& entry : std::filesystem::directory_iterator(home / "Recovery", error))
            count += entry.path().extension() == ".recovery" ? std::size_t{1} : std::size_t{0};
        return count;
    }

    const TemporaryFolder& home;
    const std::shared_ptr<DocumentInbox> inbox = std::make_shared<DocumentInbox>();
    RecoveryAtOnce recovery;
    Pulse editing{queues, clock, {store, workers, inbox, &recovery, home / "Recovery"}};
};

const std::filesystem::path place = "/song/S.loophole";

} // namespace

TEST_CASE("after a crash the session is offered as it was, and is opened with its edits unsaved")
{
    TemporaryFolder home;
    SessionPointer before;
    {
        Editor crashing(home, {{place, document}});
        crashing.command(OpenSession{place});
        CHECK(crashing.recovery.commits == 0);
        crashing.command(AddTrack{"Bass"}, AddTrack{"Keys"}, UndoEdit{});
        CHECK(crashing.recovery.commits == 3);
        before = crashing.shown.session;
    }
    Editor next(home, {{place, document}});
    const auto offer = next.offered();
    CHECK(offer.document == place);
    CHECK(offer.lastEdit == "Undo Add track");
    CHECK(offer.edits == 3);
    CHECK_FALSE(offer.documentHasChanged);
    next.command(RecoverSession{offer.recovery});
    CHECK(next.shown.document == place);
    CHECK(next.shown.hasUnsavedEdits);
    REQUIRE(next.session().tracks.size() == 2);
    CHECK(next.session().tracks[1]->name == "Bass");
    CHECK(next.toSignal<RegisterAsset>().at(0).path == "/song/Audio/a.wav");
    // What was recovered is kept anew before the old data go.
    CHECK(next.recoveryFiles() == 1);
    next.command(SaveSession{});
    CHECK_FALSE(next.shown.hasUnsavedEdits);
    CHECK(next.recoveryFiles() == 0);
    CHECK_THAT(next.documents.texts[place], Catch::Contains("Bass"));
}

TEST_CASE("a session that was never saved is offered too, and a crash after recovering loses nothing")
{
    TemporaryFolder home;
    {
        Editor crashing(home);
        crashing.command(AddTrack{"Bass"});
    }
    for (int crash = 0; crash < 3; ++crash)
    {
        Editor next(home);
        CHECK(next.offered().document.empty());
        next.command(RecoverSession{next.offered().recovery});
        CHECK(next.session().tracks[0]->name == "Bass");
        CHECK(next.recoveryFiles() == 1);
    }
}

TEST_CASE("edits that were saved, undone to what is saved, or given up are not offered")
{
    TemporaryFolder home;
    {
        Editor editor(home, {{place, document}});
        editor.command(OpenSession{place}, AddTrack{"Bass"}, UndoEdit{});
        CHECK(editor.recoveryFiles() == 0);
        editor.command(AddTrack{"Bass"}, SaveSession{});
        CHECK(editor.recoveryFiles() == 0);
        editor.command(AddTrack{"Keys"}, DiscardEdits{});
        CHECK(editor.recoveryFiles() == 0);
        editor.command(AddTrack{"Keys"}, NewSession{});
        CHECK(editor.recoveryFiles() == 0);
    }
    Editor next(home);
    CHECK(next.toAura<RecoveriesOffered>().empty());
}

TEST_CASE("an offer can be thrown away, and is then not made again")
{
    TemporaryFolder home;
    {
        Editor crashing(home);
        crashing.command(AddTrack{"Bass"});
    }
    Editor next(home);
    const auto recovery = next.offered().recovery;
    next.command(DiscardRecovery{recovery});
    CHECK(next.toAura<RecoveriesOffered>().at(0).sessions.empty());
    CHECK(next.recoveryFiles() == 0);
    next.command(RecoverSession{recovery});
    CHECK(next.notice() == "These edits were recovered or discarded already");
}

TEST_CASE("recovery data that cannot be written are told of once, and once more when they can")
{
    TemporaryFolder home;
    Editor editor(home);
    editor.recovery.refusal = "No space left on device";
    editor.command(AddTrack{"Bass"});
    CHECK(editor.notice() == "Unsaved edits cannot be kept for recovery: disk: No space left on device");
    editor.command(AddTrack{"Keys"});
    CHECK(editor.toAura<Notice>().empty());
    editor.recovery.refusal.clear();
    editor.command(AddTrack{"Lead"});
    CHECK(editor.notice() == "Unsaved edits are kept for recovery again");
}

TEST_CASE("a document that another program changes is noticed, and not overwritten unless that is the answer")
{
    TemporaryFolder home;
    Editor editor(home, {{place, document}});
    editor.command(OpenSession{place}, AddTrack{"Bass"});
    editor.documents.texts[place] = "another program's";
    editor.wait(1s);
    CHECK(editor.toAura<DocumentConflict>().empty());
    editor.wait(1s);
    editor.turn();
    REQUIRE(editor.toAura<DocumentConflict>().size() == 1);
    CHECK_FALSE(editor.toAura<DocumentConflict>()[0].isSaving);
    editor.wait(10s);
    CHECK(editor.toAura<DocumentConflict>().empty()); // once is enough

    editor.command(SaveSession{});
    CHECK(editor.toAura<DocumentConflict>().at(0).isSaving);
    CHECK(editor.documents.texts[place] == "another program's");
    CHECK(editor.shown.hasUnsavedEdits);
    editor.command(SaveSession{place, true});
    CHECK_FALSE(editor.shown.hasUnsavedEdits);
    CHECK_THAT(editor.documents.texts[place], Catch::Contains("Bass"));
}

TEST_CASE("a document that is removed is noticed, and a save puts it back")
{
    TemporaryFolder home;
    Editor editor(home, {{place, document}});
    editor.command(OpenSession{place}, AddTrack{"Bass"});
    editor.documents.texts.erase(place);
    editor.wait(2s);
    editor.turn();
    CHECK(editor.toAura<DocumentConflict>().at(0).isGone);
    editor.command(SaveSession{});
    CHECK_FALSE(editor.shown.hasUnsavedEdits);
    CHECK(editor.documents.texts.contains(place));
}

TEST_CASE("while a drive hangs Pulse goes on, says so, and finishes when the drive answers")
{
    TemporaryFolder home;
    Editor editor(home, {{place, document}});
    editor.command(OpenSession{place});
    editor.workers.isHeld = true;
    editor.command(AddTrack{"Bass"}, SaveSession{});
    CHECK(editor.shown.hasUnsavedEdits);
    editor.command(AddTrack{"Keys"});
    CHECK(editor.session().tracks.size() == 3);
    editor.wait(5s);
    CHECK(editor.notice() == "S.loophole: its drive does not answer; saving goes on when it does");
    editor.wait(60s);
    CHECK(editor.toAura<Notice>().empty());
    editor.command(SaveSession{}); // waits for the first
    editor.workers.release();
    editor.turn();
    CHECK(editor.shown.hasUnsavedEdits); // Keys came after what was saved
    CHECK_FALSE(editor.documents.texts[place].find("Keys") != std::string::npos);
    editor.workers.release();
    editor.turn();
    CHECK_FALSE(editor.shown.hasUnsavedEdits);
    CHECK_THAT(editor.documents.texts[place], Catch::Contains("Keys"));
}

TEST_CASE("of two documents that are opened the later one wins, whichever drive answers first")
{
    TemporaryFolder home;
    Editor editor(home, {{place, document}, {"/song/T.loophole", document}});
    editor.workers.isHeld = true;
    editor.command(OpenSession{place}, PlayTransport{}, OpenSession{"/song/T.loophole"});
    auto jobs = std::exchange(editor.workers.held, {});
    auto thread = DocumentThread::mint();
    jobs.at(jobs.size() - 1)(thread);
    editor.turn();
    CHECK(editor.shown.document == "/song/T.loophole");
    jobs.at(jobs.size() - 2)(thread);
    editor.turn();
    CHECK(editor.shown.document == "/song/T.loophole");
}

TEST_CASE("playing that is asked for while a document is on its way begins when it is there")
{
    TemporaryFolder home;
    Editor editor(home, {{place, document}});
    editor.workers.isHeld = true;
    editor.command(OpenSession{place}, PlayTransport{});
    editor.workers.release();
    editor.turn();
    CHECK(editor.shown.document == place);
    CHECK(editor.toSignal<PlayTransport>().size() == 1);
}

TEST_CASE("a save that ends when another session is open changes nothing of that one")
{
    TemporaryFolder home;
    Editor editor(home, {{place, document}});
    editor.command(OpenSession{place}, AddTrack{"Bass"});
    editor.workers.isHeld = true;
    editor.command(SaveSession{}, NewSession{}, AddTrack{"New"});
    editor.workers.release();
    editor.turn();
    CHECK(editor.notice() == "Saved S.loophole");
    CHECK(editor.shown.document.empty());
    CHECK(editor.shown.hasUnsavedEdits);
    CHECK(editor.recoveryFiles() == 1);
}

TEST_CASE("saved elsewhere, a session keeps its media and is recovered from there")
{
    TemporaryFolder home;
    {
        Editor crashing(home, {{place, document}});
        crashing.command(OpenSession{place}, SaveSession{"/other/folder/T.loophole"}, AddTrack{"Bass"});
        CHECK(crashing.shown.document == "/other/folder/T.loophole");
        CHECK_THAT(crashing.documents.texts["/other/folder/T.loophole"], Catch::Contains("/song/Audio/a.wav"));
    }
    Editor next(home);
    CHECK(next.offered().document == "/other/folder/T.loophole");
    next.command(RecoverSession{next.offered().recovery});
    CHECK(next.toSignal<RegisterAsset>().at(0).path == "/song/Audio/a.wav");
}

TEST_CASE("a document that another program has open is opened with a warning, and its lock goes with the session")
{
    TemporaryFolder home;
    const auto song = home / "S.loophole";
    {
        Editor editor(home, {{song, document}});
        editor.command(OpenSession{song});
        CHECK(editor.toAura<Notice>().empty());
        CHECK(std::filesystem::exists(DocumentLock::recordOf(song)));
        editor.command(NewSession{});
        CHECK_FALSE(std::filesystem::exists(DocumentLock::recordOf(song)));
        editor.command(OpenSession{song});
    }
    CHECK_FALSE(std::filesystem::exists(DocumentLock::recordOf(song)));
    testing::writeFile(DocumentLock::recordOf(song), "studio\nboot\n17\n1\n");
    Editor editor(home, {{song, document}});
    editor.command(OpenSession{song});
    CHECK(editor.notice() == "S.loophole is open in another Loophole too (process 17 on studio): what one saves the "
                             "other does not have");
    CHECK(editor.shown.document == song);
    editor.command(NewSession{});
    CHECK(std::filesystem::exists(DocumentLock::recordOf(song))); // not ours
}

TEST_CASE("a program that only plays keeps nothing and looks at nothing")
{
    PulseStage player;
    player.documents.texts[place] = document;
    player.command(OpenSession{place}, AddTrack{"Bass"});
    player.documents.texts[place] = "another program's";
    player.wait(10s);
    CHECK(player.toAura<DocumentConflict>().empty());
}
