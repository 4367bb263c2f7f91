#include "Support/TestSignals.h"
#include "Window/Desktop.h"

using namespace loophole::testing;

namespace
{

/** A session of one track with one clip of noise that is four seconds long. */
struct SongOnDisk
{
    SongOnDisk()
    {
        const auto noise = makeNoise(2, 4 * 48000, 1, 0.5f);
        REQUIRE(runProgram({"sox", "-D", "-t", "f32", "-r", "48000", "-c", "2", "-", "-b", "16",
                            (folder / "noise.wav").native()},
                           noise.interleavedBytes())
                    .exitCode == 0);
        nlohmann::json document{{"format", "loophole.session"},
                                {"version", 1},
                                {"sampleRate", 48000},
                                {"assets", {{{"id", "a"}, {"path", "noise.wav"}}}},
                                {"tracks", {{{"name", "Noise"}, {"clips", {{{"asset", "a"}, {"position", 0}}}}}}}};
        std::ofstream(path) << document;
    }

    [[nodiscard]] nlohmann::json saved() const
    {
        std::ifstream file(path);
        return nlohmann::json::parse(file, nullptr, false);
    }
    [[nodiscard]] std::size_t savedClips() const
    {
        const auto document = saved();
        return document.is_discarded() ? 0 : document["tracks"][0]["clips"].size();
    }

    TemporaryFolder folder;
    std::filesystem::path path = folder / "Song.loophole";
};

/** Where the window shows the transport's position. */
std::string clockPixels(const Desktop& desktop)
{
    return desktop.pixels(165, 50, 220, 60);
}

/** At the first zoom the clip reaches from 507 to 597 across. */
constexpr int clipX = 550;
int rulerY(const Desktop& desktop)
{
    return desktop.areaOf("Timeline")[1] + 14;
}
/** Of the first track. */
int laneY(const Desktop& desktop)
{
    return desktop.areaOf("Clips")[1] + 40;
}
/** The strip with a question, where there is one, and the first of its answers. */
constexpr int decisionY = 109;
constexpr int recoverX = 1067;
constexpr int relinkX = 1000;

/** How many unsaved edits are kept of the only session, as another program reads them from a copy: the program alone
    may open its own. Empty without one. */
std::string keptEdits(const Desktop& desktop)
{
    const TemporaryFolder copy;
    std::error_code ignored;
    for (const auto& entry : std::filesystem::directory_iterator(desktop.dataFolder() / "Recovery", ignored))
        std::filesystem::copy_file(entry.path(), copy / ("copy" + entry.path().extension().native()), ignored);
    if (!std::filesystem::exists(copy / "copy.recovery"))
        return {};
    return runProgram({"sqlite3", (copy / "copy.recovery").native(), "SELECT edits FROM session"}).output;
}

/** The whole window twice in a row, the same: everything that was asked for has been drawn. */
bool comesToRest(const Desktop& desktop)
{
    std::string before;
    return desktop.comesTrue(
        [&]
        {
            auto now = desktop.pixels(0, 0, 1280, 832);
            const auto isSame = !now.empty() && now == before;
            before = std::move(now);
            return isSame;
        },
        std::chrono::seconds(30));
}

} // namespace

TEST_CASE("the space bar plays and stops, and the clock shows it")
{
    const SongOnDisk song;
    Desktop desktop;
    desktop.start({song.path.native()});
    REQUIRE(comesToRest(desktop));
    const auto atStart = clockPixels(desktop);
    desktop.key("space");
    CHECK(desktop.comesTrue([&] { return clockPixels(desktop) != atStart; }));
    desktop.key("space");
    CHECK(comesToRest(desktop));
    CHECK(clockPixels(desktop) != atStart);
    desktop.key("Home");
    CHECK(desktop.comesTrue([&] { return clockPixels(desktop) == atStart; }));
}

TEST_CASE("a clip is selected, split, deleted and brought back by keys, and each is saved")
{
    const SongOnDisk song;
    Desktop desktop;
    desktop.start({song.path.native()});
    REQUIRE(comesToRest(desktop));

    desktop.click(clipX, rulerY(desktop)); // the playhead goes into the clip
    desktop.key("ctrl+a");
    desktop.key("s");
    desktop.key("ctrl+s");
    CHECK(desktop.comesTrue([&] { return song.savedClips() == 2; }));
    const auto split = song.saved()["tracks"][0]["clips"];
    CHECK(split[1]["position"] == split[0]["length"]);
    CHECK(split[1]["offset"] == split[0]["length"]);

    desktop.key("ctrl+z");
    desktop.key("ctrl+s");
    CHECK(desktop.comesTrue([&] { return song.savedClips() == 1; }));

    desktop.key("ctrl+a");
    desktop.key("Delete");
    desktop.key("ctrl+s");
    CHECK(desktop.comesTrue([&] { return song.saved()["tracks"][0]["clips"].empty(); }));
    desktop.key("ctrl+z");
    desktop.key("ctrl+s");
    CHECK(desktop.comesTrue([&] { return song.savedClips() == 1; }));
}

TEST_CASE("a clip is dragged along the timeline by the mouse")
{
    const SongOnDisk song;
    Desktop desktop;
    desktop.start({song.path.native()});
    REQUIRE(comesToRest(desktop));
    desktop.drag(clipX, laneY(desktop), clipX + 100, laneY(desktop));
    desktop.key("ctrl+s");
    CHECK(desktop.comesTrue([&] { return song.savedClips() == 1 && song.saved()["tracks"][0]["clips"][0]["position"] > 0; }));
}

TEST_CASE("after a crash the edits that were not saved are offered, and are there after one click")
{
    const SongOnDisk song;
    Desktop desktop;
    desktop.start({song.path.native()});
    REQUIRE(comesToRest(desktop));
    desktop.key("ctrl+a");
    desktop.key("Delete");
    // The database is there before the edit is in it.
    REQUIRE(desktop.comesTrue([&] { return keptEdits(desktop) == "1\n"; }));
    desktop.crash();
    REQUIRE(keptEdits(desktop) == "1\n");

    desktop.start({song.path.native()});
    REQUIRE(comesToRest(desktop));
    CHECK(song.savedClips() == 1);
    const auto question = [&] { return desktop.pixels(0, decisionY - 10, 400, 20); };
    const auto asked = question();
    desktop.click(recoverX, decisionY);
    REQUIRE(desktop.comesTrue([&] { return question() != asked; }));
    REQUIRE(comesToRest(desktop));
    desktop.key("ctrl+s");
    CHECK(desktop.comesTrue([&] { return song.savedClips() == 0; }));
    CHECK(desktop.comesTrue([&] { return keptEdits(desktop).empty(); }));
}

TEST_CASE("a missing file that was found by its name is taken with one click, and saved")
{
    const SongOnDisk song;
    std::filesystem::create_directory(song.folder / "found");
    std::filesystem::rename(song.folder / "noise.wav", song.folder / "found/noise.wav");
    Desktop desktop;
    desktop.start({song.path.native()});
    int clicks = 0;
    CHECK(desktop.comesTrue(
        [&]
        {
            // The ruler, until the question comes; a pointer that does not move is waited for in vain.
            desktop.click(relinkX + ++clicks % 2, decisionY);
            desktop.key("ctrl+s");
            const auto document = song.saved();
            return !document.is_discarded() && document["assets"][0]["path"] == "found/noise.wav";
        },
        std::chrono::seconds(30)));
}

TEST_CASE("closing the window ends the program at once")
{
    const SongOnDisk song;
    Desktop desktop;
    desktop.start({song.path.native()});
    REQUIRE(comesToRest(desktop));
    desktop.key("space");
    desktop.key("alt+F4");
    CHECK(desktop.endsWithin(std::chrono::seconds(5)));
}

TEST_CASE("a snapshot has the size that was asked for and shows waveforms")
{
    const SongOnDisk song;
    Desktop desktop;
    const auto picture = (song.folder / "picture.png").native();
    const auto result = runProgram({LOOPHOLE_WINDOW, "--snapshot", picture, "--size", "1100x700", song.path.native()});
    INFO(result.errors);
    REQUIRE(result.exitCode == 0);
    CHECK(runProgram({"identify", "-format", "%w %h", picture}).output == "1100 700");
    // Some of the many shades of a waveform over its clip; an empty window has a few dozen colours.
    CHECK(std::stoi(runProgram({"identify", "-format", "%k", picture}).output) > 200);
}

TEST_CASE("a snapshot that cannot be written fails with one line")
{
    const SongOnDisk song;
    Desktop desktop;
    const auto result = runProgram({LOOPHOLE_WINDOW, "--snapshot", "/nowhere/picture.png", song.path.native()});
    CHECK(result.exitCode == 1);
    CHECK(result.errors.starts_with("loophole: "));
    CHECK(runProgram({LOOPHOLE_WINDOW, "--size", "huge"}).exitCode == 2);
}
