#include "Pulse/PulseDocuments.h"

#include "Support/EditorStage.h"
#include "Support/FileBytes.h"

#include <catch2/catch.hpp>

using namespace loophole;
using namespace std::chrono_literals;
using Editor = loophole::testing::EditorStage;
using loophole::testing::TemporaryFolder;

namespace
{

const auto& document = testing::smallDocument;
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

TEST_CASE("edits that are made while a slow drive opens a document are kept and offered")
{
    TemporaryFolder home;
    Editor editor(home, {{place, document}});
    editor.command(AddTrack{"Known"});
    editor.workers.isHeld = true;
    editor.command(OpenSession{place}, AddTrack{"Late"});
    editor.workers.isHeld = false;
    editor.workers.release();
    editor.turn();
    CHECK(editor.shown.document == place);
    CHECK(editor.notice() == "Edits that were made while the document was being opened can be recovered");
    editor.command(RecoverSession{editor.offered().recovery});
    REQUIRE(editor.session().tracks.size() == 2);
    CHECK(editor.session().tracks[1]->name == "Late");

    // What was there when the document was asked for was asked about.
    editor.command(OpenSession{place});
    CHECK(editor.shown.document == place);
    CHECK(editor.recoveryFiles() == 0);
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
