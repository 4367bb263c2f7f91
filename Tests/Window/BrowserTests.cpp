#include "Support/TestSignals.h"
#include "Window/Desktop.h"

#include <algorithm>

using namespace loophole::testing;

namespace
{

/** A folder of sounds with a session beside them that has one empty track. */
struct SoundsOnDisk
{
    SoundsOnDisk()
    {
        for (const auto* name : {"Kick Deep.wav", "Kick Hard.wav", "Snare.wav"})
            write(name);
        std::ofstream(path) << nlohmann::json{
            {"format", "loophole.session"}, {"version", 1}, {"sampleRate", 48000}, {"tracks", {{{"name", "One"}}}}};
    }
    void write(const std::string& name) const
    {
        const auto noise = makeNoise(2, 48000, 1, 0.5f);
        REQUIRE(
            runProgram({"sox", "-D", "-t", "f32", "-r", "48000", "-c", "2", "-", "-b", "16", (folder / name).native()},
                       noise.interleavedBytes())
                .exitCode == 0);
    }

    /** The document's assets that clips play, in order. */
    [[nodiscard]] std::vector<std::string> savedFiles() const
    {
        std::ifstream file(path);
        const auto document = nlohmann::json::parse(file, nullptr, false);
        std::vector<std::string> files;
        if (!document.is_discarded())
            for (const auto& track : document["tracks"])
                for (const auto& clip : track.value("clips", nlohmann::json::array()))
                    for (const auto& asset : document["assets"])
                        if (asset["id"] == clip["asset"])
                            files.push_back(std::filesystem::path(asset["path"].get<std::string>()).filename());
        std::ranges::sort(files);
        return files;
    }

    TemporaryFolder folder;
    std::filesystem::path path = folder / "Song.loophole";
};

/** What another program reads in the library of the window's user. */
std::string inLibrary(const Desktop& desktop, const std::string& sql)
{
    return runProgram({"sqlite3", "-readonly", (desktop.dataFolder() / "library.db").native(), sql}).output;
}

bool isSettled(const Desktop& desktop)
{
    return desktop.reports([](const nlohmann::json& now) { return now["settled"] == true; });
}

/** The first row of the list of files: below the header of its columns. */
std::pair<int, int> firstRow(const Desktop& desktop)
{
    const auto [x, y, width, height] = desktop.areaOf("Files");
    return {x + 60, y + 12};
}

using Files = std::vector<std::string>;

} // namespace

TEST_CASE("a search finds what is typed, keys mark it, and Enter and a drag place it on the timeline")
{
    const SoundsOnDisk sounds;
    Desktop desktop;
    desktop.scanIntoLibrary(sounds.folder.path());
    desktop.start({sounds.path.native()});
    REQUIRE(isSettled(desktop));

    desktop.key("slash");
    desktop.type("snar");
    REQUIRE(desktop.reports(
        [](const nlohmann::json& now)
        {
            return now["settled"] == true &&
                   std::ranges::any_of(now["components"], [](const auto& one)
                                       { return one["name"] == "Search" && one.value("text", "") == "snar"; });
        }));
    desktop.key("Down");
    desktop.key("Home");
    desktop.key("shift+f");
    CHECK(desktop.comesTrue([&] { return inLibrary(desktop, "SELECT label FROM files WHERE favourite") == "Snare.wav\n"; }));
    desktop.key("3");
    desktop.key("ctrl+4");
    CHECK(desktop.comesTrue(
        [&] {
            return inLibrary(desktop, "SELECT label, collections, rating FROM files WHERE rating") == "Snare.wav|4|4\n";
        }));
    // It is heard as soon as it is chosen, and is one of the recents for that.
    CHECK(desktop.comesTrue([&] { return inLibrary(desktop, "SELECT count(*) FROM files WHERE used") == "1\n"; }));

    desktop.key("Return");
    desktop.key("ctrl+s");
    CHECK(desktop.comesTrue([&] { return sounds.savedFiles() == Files{"Snare.wav"}; }));

    desktop.key("Escape");
    REQUIRE(isSettled(desktop));
    const auto [x, y] = firstRow(desktop);
    desktop.drag(x, y, 800, 175);
    desktop.key("ctrl+s");
    CHECK(desktop.comesTrue([&] { return sounds.savedFiles() == Files{"Kick Deep.wav", "Snare.wav"}; }));
    CHECK(std::filesystem::exists(sounds.folder / "Kick Deep.wav")); // a drag moves nothing on the disk
}

TEST_CASE("typed letters go to a name, and Del takes no file away")
{
    const SoundsOnDisk sounds;
    Desktop desktop;
    desktop.scanIntoLibrary(sounds.folder.path());
    desktop.start({sounds.path.native()});
    REQUIRE(isSettled(desktop));
    const auto [x, y] = firstRow(desktop);
    desktop.click(x, y);
    desktop.type("s");
    desktop.key("Delete");
    desktop.key("shift+f");
    CHECK(desktop.comesTrue([&] { return inLibrary(desktop, "SELECT label FROM files WHERE favourite") == "Snare.wav\n"; }));
    for (const auto* name : {"Kick Deep.wav", "Kick Hard.wav", "Snare.wav"})
        CHECK(std::filesystem::exists(sounds.folder / name));
    CHECK(inLibrary(desktop, "SELECT count(*) FROM files WHERE state < 2") == "3\n");
}

TEST_CASE("a folder that is shown is added to the library by its button")
{
    const SoundsOnDisk sounds;
    Desktop desktop;
    desktop.start({sounds.path.native()});
    REQUIRE(isSettled(desktop));
    desktop.clickOn("Sources");
    desktop.clickOn("Add a folder to the library");
    desktop.key("Down");
    desktop.key("Return");
    CHECK(desktop.comesTrue([&] { return inLibrary(desktop, "SELECT count(*) FROM files WHERE state = 1") == "3\n"; },
                    std::chrono::seconds(20)));
}
