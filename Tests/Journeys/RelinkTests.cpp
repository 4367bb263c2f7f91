#include "App/Engine/Headless.h"
#include "App/Engine/Loophole.h"
#include "Support/FaultyMount.h"
#include "Signal/Disk/LocalFileSystem.h"
#include "Support/FileBytes.h"
#include "Support/NoiseFile.h"

#include <nlohmann/json.hpp>

#include <iostream>
#include <sstream>

using namespace loophole;
using namespace loophole::testing;
using namespace std::chrono_literals;

namespace
{

namespace fs = std::filesystem;

/** What the program writes to its log while this lives. Read it when the program has ended. */
class LogText
{
public:
    LogText() : before(std::clog.rdbuf(text.rdbuf())) {}
    ~LogText() { std::clog.rdbuf(before); }
    LogText(const LogText&) = delete;
    LogText& operator=(const LogText&) = delete;
    [[nodiscard]] std::string read() const { return text.str(); }

private:
    std::ostringstream text;
    std::streambuf* before;
};

/** An editor with a session of one clip of each of these files of its folder. */
class Editor
{
public:
    explicit Editor(const TemporaryFolder& home, const std::vector<std::string>& files) : home(home)
    {
        nlohmann::json document{{"format", "loophole.session"}, {"version", 1}};
        std::uint64_t seed = 1;
        for (const auto& file : files)
        {
            fs::create_directories((home / "p" / file).parent_path());
            makeNoiseFile(home / "p" / file, 1, 0.1f, ++seed);
            document["assets"].push_back({{"id", file}, {"path", file}});
            document["tracks"].push_back({{"name", file}, {"clips", {{{"asset", file}, {"position", 0}}}}});
        }
        writeFile(document_(), document.dump());
        aura->send(OpenSession{document_()});
        REQUIRE(aura->waitUntil([&] { return aura->sessionChanges >= 2 && aura->allAssetsKnown(); }, 10s));
        REQUIRE(comesTo(OfflineStatus::present, 10s));
    }

    /** All of the media know their content. */
    [[nodiscard]] bool knowsContents(Instant within)
    {
        return allAre([](const AudioAsset& asset) { return asset.content.hash.has_value(); }, within);
    }
    [[nodiscard]] bool comesTo(OfflineStatus status, Instant within)
    {
        return allAre([&](const AudioAsset& asset) { return asset.offlineStatus == status; }, within);
    }
    [[nodiscard]] bool liesIn(const fs::path& folder, Instant within)
    {
        return allAre([&](const AudioAsset& asset)
                      { return asset.offlineStatus == OfflineStatus::present && asset.path.parent_path() == folder; },
                      within);
    }
    void save()
    {
        aura->send(SaveSession{});
        REQUIRE(aura->waitUntil([&] { return !aura->session.hasUnsavedEdits; }, 5s));
    }
    [[nodiscard]] nlohmann::json document() const { return nlohmann::json::parse(readFile(document_())); }
    /** Ends the program, so that its log is whole. */
    void close()
    {
        aura.reset();
        program.reset();
    }

private:
    const TemporaryFolder& home;
    SteadyClock clock;

public:
    std::optional<Loophole> program{std::in_place, settings()};
    std::optional<Headless> aura{std::in_place, program->queues(), clock};

private:
    template <class Is>
    bool allAre(Is is, Instant within)
    {
        return aura->waitUntil(
            [&]
            {
                return std::ranges::all_of(aura->session.session->assets,
                                           [&](const SessionAsset& asset) { return is(aura->assets.at(asset.id)); });
            },
            within);
    }
    [[nodiscard]] fs::path document_() const { return home / "p/S.loophole"; }
    [[nodiscard]] Settings settings() const
    {
        Settings told;
        told.device = "null";
        told.isEditor = true;
        told.folders = {home / "cache", home / "data"};
        return told;
    }
};

} // namespace

TEST_CASE("a folder of media that is renamed is found again by content, logged, undoable and saved; edits stay")
{
    const TemporaryFolder home;
    const LogText log;
    Editor editor(home, {"Audio/kick.wav", "Audio/snare.wav", "Audio/hat.wav"});
    REQUIRE(editor.knowsContents(10s));
    CHECK_FALSE(editor.aura->session.hasUnsavedEdits);
    editor.aura->send(AddMarker{FramePosition(123), "here"});
    REQUIRE(editor.aura->waitUntil([&] { return editor.aura->session.hasUnsavedEdits; }, 5s));
    editor.save();
    CHECK(editor.document()["assets"][0]["hash"].get<std::string>().size() == 32);

    fs::rename(home / "p/Audio", home / "p/Sounds");
    fs::rename(home / "p/Sounds/kick.wav", home / "p/Sounds/boom.wav");
    CHECK(editor.liesIn(home / "p/Sounds", 6s));
    CHECK(editor.aura->session.undoName == "Relink 3 files");
    CHECK(editor.aura->session.session->markers.size() == 1);
    editor.save();
    const auto saved = editor.document();
    CHECK(saved["assets"][0]["path"] == "Sounds/boom.wav");
    CHECK(saved["assets"][2]["path"] == "Sounds/hat.wav");
    CHECK(saved["markers"].size() == 1);
    editor.close();
    CHECK_THAT(log.read(), Catch::Contains("relinked " + (home / "p/Audio/kick.wav").native() + " to " +
                                           (home / "p/Sounds/boom.wav").native()));
}

TEST_CASE("media that were moved away, replaced by placeholders and brought back have the right status throughout")
{
    const TemporaryFolder home;
    Editor editor(home, {"Audio/kick.wav", "Audio/snare.wav"});
    REQUIRE(editor.knowsContents(10s));
    fs::create_directories(home / "away");
    fs::rename(home / "p/Audio", home / "away/Audio");
    CHECK(editor.comesTo(OfflineStatus::missing, 2s));
    // Others of the same names are no replacement.
    fs::create_directories(home / "p/Other");
    makeNoiseFile(home / "p/Other/kick.wav", 1, 0.1f, 90);
    makeNoiseFile(home / "p/Other/snare.wav", 1, 0.1f, 91);
    editor.aura->send(SearchMissingMedia{{home / "p"}});
    CHECK(editor.aura->waitUntil(
        [&]
        {
            const auto& search = editor.aura->mediaSearch;
            return !search.isSearching && search.proposals.size() == 2 && search.files >= 2;
        },
        5s));
    for (const auto& proposal : editor.aura->mediaSearch.proposals)
    {
        CHECK(proposal.file.empty());
        REQUIRE(proposal.refused.size() == 1);
        CHECK(proposal.refused[0].why == "content differs");
    }
    CHECK(editor.aura->session.undoName.empty());

    fs::create_directories(home / "p/Audio");
    for (const auto* name : {"kick.wav.nextcloud", "snare.wav.nextcloud"})
        writeFile(home / "p/Audio" / name, "x");
    CHECK(editor.comesTo(OfflineStatus::cloud, 2s));
    fs::remove_all(home / "p/Audio");
    CHECK(editor.comesTo(OfflineStatus::missing, 2s));
    fs::rename(home / "away/Audio", home / "p/Audio");
    CHECK(editor.comesTo(OfflineStatus::present, 2s));
    CHECK(editor.aura->session.undoName.empty());
}

TEST_CASE("a drive that is unmounted leaves its media missing, and present when it is mounted again")
{
    const TemporaryFolder home;
    fs::create_directories(home / "p/Drive");
    fs::create_directories(home / "image");
    if (runProgram({"mount", "--bind", (home / "image").native(), (home / "p/Drive").native()}).exitCode != 0)
    {
        WARN("nothing may be mounted here: an unmounted drive is not tested");
        return;
    }
    // As a drive that is pulled out: what was open stays open, the rest is gone.
    const auto unmount = [&] { return runProgram({"umount", "-l", (home / "p/Drive").native()}).exitCode == 0; };
    {
        Editor editor(home, {"Drive/kick.wav", "Drive/snare.wav"});
        REQUIRE(editor.knowsContents(10s));
        REQUIRE(unmount());
        CHECK(editor.comesTo(OfflineStatus::missing, 2s));
        REQUIRE(runProgram({"mount", "--bind", (home / "image").native(), (home / "p/Drive").native()}).exitCode == 0);
        CHECK(editor.comesTo(OfflineStatus::present, 3s));
        CHECK(editor.aura->session.undoName.empty());
    }
    CHECK(unmount());
}

TEST_CASE("what lies behind another program is told apart from a disk of this machine")
{
    if (!FaultyMount::isPossible())
        return;
    FaultyMount mount;
    auto thread = DiskThread::mint();
    CHECK_FALSE(signal::isLocalFileSystem(thread, mount.point()));
    CHECK(signal::isLocalFileSystem(thread, mount.folder()));
}

TEST_CASE("a drive that hangs among the searched folders holds up neither the search nor anything else, and is named")
{
    if (!FaultyMount::isPossible())
        return;
    FaultyMount mount;
    const TemporaryFolder home;
    Editor editor(home, {"Audio/kick.wav", "Audio/snare.wav"});
    REQUIRE(editor.knowsContents(10s));
    fs::create_directories(home / "away");
    mount.follow("0 hang\n");
    fs::rename(home / "p/Audio/kick.wav", home / "away/renamed.wav");
    fs::rename(home / "p/Audio/snare.wav", home / "snare.wav"); // where nobody looks
    CHECK(editor.comesTo(OfflineStatus::missing, 2s));
    auto& aura = *editor.aura;
    aura.send(SearchMissingMedia{{mount.point(), home / "away"}});
    CHECK(aura.waitUntil([&] { return aura.session.undoName == "Relink 1 file"; }, 6s));
    CHECK(aura.waitUntil([&] { return !aura.mediaSearch.isSearching && !aura.mediaSearch.unreadable.empty(); }, 2s));
    CHECK(aura.mediaSearch.unreadable.front() == mount.point().native() + ": its drive does not answer");
    fs::rename(home / "snare.wav", home / "p/Audio/snare.wav");
    CHECK(editor.comesTo(OfflineStatus::present, 2s));
}
