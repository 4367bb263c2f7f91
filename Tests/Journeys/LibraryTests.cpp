#include "App/Engine/Headless.h"
#include "App/Engine/Loophole.h"
#include "Journeys/CommandLine.h"
#include "Pulse/Sqlite/Database.h"
#include "Support/FaultyMount.h"
#include "Support/NoiseFile.h"

#include <algorithm>
#include <chrono>
#include <set>

using namespace loophole;
using namespace loophole::testing;
using namespace std::chrono_literals;
namespace fs = std::filesystem;

namespace
{

/** A tree of hard links to one second of noise, and a library of its own. */
struct Tree
{
    void grow(const fs::path& folder, int files)
    {
        fs::create_directories(folder);
        for (int i = 0; i < files; ++i)
            fs::create_hard_link(original, folder / ("Sound " + std::to_string(i) + ".wav"));
    }

    [[nodiscard]] std::vector<std::string> with(std::vector<std::string> arguments) const
    {
        arguments.insert(arguments.end(), {"--data-dir", data().native()});
        return arguments;
    }
    [[nodiscard]] nlohmann::json scan(const std::vector<fs::path>& folders) const
    {
        std::vector<std::string> arguments{"library", "scan", "--json"};
        for (const auto& folder : folders)
            arguments.push_back(folder.native());
        const auto result = cli.run(with(arguments));
        exitCode = result.exitCode;
        errors = result.errors;
        return nlohmann::json::parse(result.output);
    }
    [[nodiscard]] nlohmann::json search(const std::string& query) const
    {
        const auto result = cli.run(with({"library", "search", "--json", query}));
        REQUIRE(result.exitCode == 0);
        return nlohmann::json::parse(result.output);
    }
    [[nodiscard]] nlohmann::json stats() const
    {
        const auto result = cli.run(with({"library", "stats", "--json"}));
        REQUIRE(result.exitCode == 0);
        return nlohmann::json::parse(result.output);
    }
    /** What SQLite's own program says of the library's file. */
    [[nodiscard]] std::string sqlite(const std::string& sql) const
    {
        const auto result = runProgram({"sqlite3", (data() / "library.db").native(), sql});
        INFO(result.errors);
        REQUIRE(result.exitCode == 0);
        return result.output.substr(0, result.output.find('\n'));
    }
    [[nodiscard]] std::int64_t rowsSoFar() const
    {
        try
        {
            Database database(data() / "library.db", Database::Mode::read);
            return database.number("SELECT count(*) FROM files");
        }
        catch (const DatabaseError&)
        {
            return 0; // not made yet
        }
    }
    [[nodiscard]] fs::path data() const { return home / "data"; }

    TemporaryFolder home;
    fs::path original = makeNoiseFile(home / "original.wav", 1, 0.1f);
    CommandLine cli;
    mutable int exitCode = 0;
    mutable std::string errors;
};

/** The program without its window, with the library of a tree. */
struct Running
{
    explicit Running(const Tree& tree) : engine(settingsFor(tree)), aura(engine.queues(), clock) {}

    static Settings settingsFor(const Tree& tree)
    {
        Settings settings;
        settings.folders = {tree.home / "cache", tree.data()};
        settings.budgetBytes = limits::smallestBudgetBytes;
        settings.device = "null";
        return settings;
    }

    [[nodiscard]] LibraryHits search(const std::string& query)
    {
        aura.libraryHits.reset();
        const RequestId request{++searches};
        aura.send(SearchLibrary{request, query, LibrarySort::name, false, 0, 200});
        const auto began = clock.now();
        REQUIRE(aura.waitUntil([&] { return aura.libraryHits && aura.libraryHits->request == request; }, 10s));
        longest = std::max(longest, clock.now() - began);
        return *aura.libraryHits;
    }

    SteadyClock clock;
    Loophole engine;
    Headless aura;
    std::uint32_t searches = 0;
    Instant longest{};
};

} // namespace

TEST_CASE("a scan that is killed again and again never harms the library, and the last one completes it")
{
    Tree tree;
    for (int i = 0; i < 40; ++i)
        tree.grow(tree.home / "media" / ("Pack " + std::to_string(i)), 200);
    std::int64_t before = 0;
    for (int kill = 0; kill < 3; ++kill)
    {
        BackgroundProgram scan(tree.with({LOOPHOLE_CLI, "library", "scan", (tree.home / "media").native()}),
                               tree.home / "log");
        REQUIRE(comesTrue([&] { return tree.rowsSoFar() > before || !scan.isRunning(); }));
        scan.kill();
        CHECK(tree.sqlite("PRAGMA integrity_check") == "ok");
        CHECK(tree.sqlite("SELECT count(*) FROM texts") == tree.sqlite("SELECT count(*) FROM files"));
        before = tree.rowsSoFar();
    }
    CHECK(before > 0);
    const auto last = tree.scan({tree.home / "media"});
    CHECK(tree.exitCode == 0);
    CHECK(last["files"] == 8000);
    CHECK(last["unchanged"] == before);
    CHECK(last["read"] == 8000 - before);
    CHECK(tree.sqlite("SELECT count(*) FROM files") == "8000");
    CHECK(tree.scan({tree.home / "media"})["unchanged"] == 8000);
    CHECK(tree.stats()["files"] == 8000);
    CHECK(tree.stats()["formats"]["WAV"] == 8000);
    CHECK(tree.search("sound name:7")["total"] == 40 * 11); // 7, 70 … 79
}

TEST_CASE("a place that vanishes keeps its files and what was said of them, and a file that was moved keeps it, too")
{
    Tree tree;
    tree.grow(tree.home / "media/A", 20);
    fs::copy_file(tree.original, tree.home / "media/A/Special.wav");
    std::ofstream(tree.home / "media/A/Special.wav", std::ios::app | std::ios::binary) << "tail";
    static_cast<void>(tree.scan({tree.home / "media"}));
    {
        Running program(tree);
        const auto special = program.search("special").hits.at(0).file;
        program.aura.send(MarkLibraryFiles{{special}, true, 5, 0b11, 0});
        program.aura.send(LabelLibraryFiles{{special}, {"treasure"}, {}});
        REQUIRE(program.aura.waitUntil([&] { return program.search("treasure fav:yes").total == 1; }, 10s));
    }
    fs::rename(tree.home / "media", tree.home / "away");
    const auto away = tree.scan({tree.home / "media"});
    CHECK(tree.exitCode == 1);
    CHECK(isOneErrorLine(tree.errors));
    CHECK(away["offline"].size() == 1);
    const auto offline = tree.search("treasure");
    REQUIRE(offline["total"] == 1);
    CHECK(offline["hits"][0]["offlineStatus"] == "missing");
    CHECK(offline["hits"][0]["offlineCause"] == "is offline: no such file or directory");
    CHECK(offline["hits"][0]["rating"] == 5);
    CHECK(tree.stats()["missing"] == 21);

    fs::rename(tree.home / "away", tree.home / "media");
    fs::create_directory(tree.home / "media/B");
    fs::rename(tree.home / "media/A/Special.wav", tree.home / "media/B/Renamed.wav");
    const auto back = tree.scan({tree.home / "media"});
    CHECK(tree.exitCode == 0);
    CHECK(back["unchanged"] == 20);
    CHECK(back["moved"] == 1);
    const auto found = tree.search("treasure");
    REQUIRE(found["total"] == 1);
    CHECK(found["hits"][0]["path"] == (tree.home / "media/B/Renamed.wav").native());
    CHECK(found["hits"][0]["favourite"] == true);
    CHECK(found["hits"][0]["collections"] == std::vector<int>{1, 2});
    CHECK(found["hits"][0]["offlineStatus"] == "present");
    CHECK(tree.stats()["files"] == 21);
    CHECK(tree.stats()["missing"] == 0);
}

TEST_CASE("loops of links, names that are no text, and folders of many thousands are scanned")
{
    Tree tree;
    const auto media = tree.home / "media";
    fs::create_directories(media / "deep");
    fs::create_directory_symlink("..", media / "deep/up");
    fs::create_directory_symlink(media, media / "self");
    fs::create_symlink("loop", media / "loop");
    fs::copy_file(tree.original, media / "\xFF\xFE Kick.wav");
    std::ofstream(media / "text.wav") << "no sound";
    for (int i = 0; i < 20'000; ++i)
        std::ofstream(media / "deep" / (std::to_string(i) + ".mp3")) << "no sound either";
    const auto told = tree.scan({media});
    CHECK(tree.exitCode == 0);
    CHECK(told["files"] == 20'002);
    CHECK(told["damaged"] == 20'001);
    CHECK(told["folders"] == 2);
    CHECK(tree.search("kick")["hits"][0]["lengthSamples"] == 48000);
    CHECK(tree.search("is:damaged")["total"] == 20'001);
    CHECK(tree.sqlite("SELECT hex(name) FROM files WHERE error = ''") == "FFFE204B69636B2E776176");
    CHECK(tree.scan({media})["unchanged"] == 20'002);
}

TEST_CASE("a place that hangs holds up neither the scan of another, nor searches, nor what else is looked at")
{
    if (!FaultyMount::isPossible())
        return;
    Tree tree;
    FaultyMount mount;
    for (int i = 0; i < 300; ++i)
        fs::copy_file(tree.original, mount.folder() / ("Hung " + std::to_string(i) + ".wav"));
    tree.grow(tree.home / "media", 500);
    static_cast<void>(tree.scan({mount.point()}));
    CHECK(tree.exitCode == 0);
    mount.follow("0 hang\n");
    {
        Running program(tree);
        program.aura.send(ScanLibrary{{mount.point(), tree.home / "media"}});
        REQUIRE(program.aura.waitUntil([&] { return program.search("in:media").total == 500; }, 20s));
        program.aura.send(BrowseFile{tree.home / "media/Sound 1.wav"});
        const auto isKnown = [&]
        {
            return std::ranges::any_of(program.aura.assets, [](const auto& known)
                                       { return known.second.offlineStatus == OfflineStatus::present; });
        };
        CHECK(program.aura.waitUntil(isKnown, 2s));
        REQUIRE(program.aura.waitUntil([&] { return !program.aura.libraryScan.isScanning; }, 10s));
        REQUIRE(program.aura.libraryScan.offline.size() == 1);
        CHECK(program.aura.libraryScan.offline[0].ends_with("its drive does not answer"));
        CHECK(program.search("hung").total == 300);
        CHECK(program.search("hung is:offline").total == 300);
        // The machine is shared with other programs; alone the longest is some milliseconds.
        CHECK(program.longest < 1s);
    }
    // Who reads a folder through FUSE holds it: the thread that was left behind comes home first.
    mount.follow("0 none\n");
    mount.follow("0 hang\n");
    const auto hung = tree.scan({mount.point(), tree.home / "media"});
    CHECK(tree.exitCode == 1);
    CHECK(hung["unchanged"] == 500);
    CHECK(hung["seconds"].get<double>() < 10);
    // Nor does one whose folder is a link to what hangs.
    mount.follow("0 none\n");
    mount.follow("0 hang\n");
    fs::create_directory_symlink(mount.point(), tree.home / "linked");
    const auto linked = tree.scan({tree.home / "linked", tree.home / "media"});
    CHECK(tree.exitCode == 1);
    CHECK(linked["unchanged"] == 500);
    CHECK(linked["seconds"].get<double>() < 10);
    mount.follow("0 none\n");
    CHECK(tree.scan({mount.point()})["unchanged"] == 300);
    CHECK(tree.exitCode == 0);
}

TEST_CASE("a wrong query is one line on stderr, and hostile ones harm nothing")
{
    Tree tree;
    tree.grow(tree.home / "media", 5);
    static_cast<void>(tree.scan({tree.home / "media"}));
    const auto wrong = tree.cli.run(tree.with({"library", "search", "len:long"}));
    CHECK(wrong.exitCode == 1);
    CHECK(wrong.errors == "loophole-cli: library search: query: \"long\" is no value of len:\n");
    for (const std::string query : {"'; DROP TABLE files; --", "\"", "NEAR(", "* OR *", "%' --", "\xFF"})
        CHECK(tree.cli.run(tree.with({"library", "search", query})).exitCode == 0);
    CHECK(tree.sqlite("SELECT count(*) FROM files") == "5");
    std::ofstream(tree.data() / "library.db", std::ios::trunc) << std::string(9000, 'x');
    for (const auto* command : {"scan", "stats"})
    {
        const auto refused = tree.cli.run(tree.with({"library", command}));
        CHECK(refused.exitCode == 1);
        CHECK(isOneErrorLine(refused.errors));
    }
}
