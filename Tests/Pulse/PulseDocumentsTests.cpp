#include "Pulse/PulseDocuments.h"

#include "Pulse/Document/DocumentLock.h"
#include "Support/EditorStage.h"
#include "Support/FileBytes.h"

#include <catch2/catch.hpp>

using namespace loophole;
using namespace std::chrono_literals;
using Editor = loophole::testing::EditorStage;
using loophole::testing::PulseStage;
using loophole::testing::TemporaryFolder;

namespace
{

const auto& document = testing::smallDocument;
const std::filesystem::path place = "/song/S.loophole";

} // namespace

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

TEST_CASE("a session that was saved elsewhere while a drive hung stays there when the drive answers")
{
    TemporaryFolder home;
    Editor editor(home, {{place, document}});
    editor.command(OpenSession{place}, AddTrack{"Bass"});
    editor.workers.isHeld = true;
    editor.command(SaveSession{});
    auto hung = std::exchange(editor.workers.held, {});
    editor.workers.isHeld = false;
    editor.command(SaveSession{"/other/T.loophole"});
    CHECK(editor.shown.document == "/other/T.loophole");
    auto thread = DocumentThread::mint();
    for (auto& job : hung)
        job(thread);
    editor.turn();
    CHECK(editor.notice() == "Saved S.loophole");
    CHECK(editor.shown.document == "/other/T.loophole");
    CHECK_FALSE(editor.shown.hasUnsavedEdits);
}

TEST_CASE("a look at a document that a save overtook finds no conflict")
{
    TemporaryFolder home;
    Editor editor(home, {{place, document}});
    editor.command(OpenSession{place}, AddTrack{"Bass"});
    editor.workers.isHeld = true;
    editor.wait(2s);
    auto look = std::exchange(editor.workers.held, {});
    REQUIRE(look.size() == 1);
    editor.workers.isHeld = false;
    editor.command(SaveSession{});
    auto thread = DocumentThread::mint();
    look[0](thread);
    editor.turn();
    CHECK(editor.toAura<DocumentConflict>().empty());
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
