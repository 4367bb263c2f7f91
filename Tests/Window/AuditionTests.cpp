#include "Support/TestSignals.h"
#include "Window/Desktop.h"

#include <algorithm>
#include <cmath>

using namespace loophole::testing;

namespace
{

constexpr std::int64_t length = 8 * 48'000;
constexpr int rowHeight = 24;
/** Inside the first track's lane, right of everything that is in it. */
constexpr int laneX = 900;
constexpr int laneY = 175;

void writeNoise(const std::filesystem::path& file, std::uint64_t seed)
{
    const auto noise = makeNoise(2, length, seed, 0.3f);
    REQUIRE(runProgram({"sox", "-D", "-t", "f32", "-r", "48000", "-c", "2", "-", "-b", "16", file.native()},
                       noise.interleavedBytes())
                .exitCode == 0);
}

/** An empty session beside two files, and one of them again with a tempo of 96 in its tags, in a window whose browser
 * shows the session's folder. */
struct TwoFiles
{
    TwoFiles()
    {
        writeNoise(folder / "beat.wav", 1);
        writeNoise(folder / "tone.wav", 2);
        REQUIRE(
            runProgram({"flac", "-s", "--tag=BPM=96", "-o", folder / "zigzag.flac", folder / "beat.wav"}).exitCode ==
            0);
        const nlohmann::json document{{"format", "loophole.session"},
                                      {"version", 1},
                                      {"sampleRate", 48000},
                                      {"assets", nlohmann::json::array()},
                                      {"tracks", {{{"name", "Place"}, {"clips", nlohmann::json::array()}}}}};
        std::ofstream(path) << document;
        desktop.start({path.native()});
        REQUIRE(desktop.reports([](const auto& now) { return now["settled"] == true; })); // its rows are there
    }

    static bool plays(const nlohmann::json& report, int deck, const std::string& name)
    {
        const auto& told = report["transport"]["decks"][static_cast<std::size_t>(deck)];
        return told["moving"] && told["file"].is_string() &&
               std::filesystem::path(told["file"].get<std::string>()).filename() == name;
    }
    [[nodiscard]] static bool moves(const nlohmann::json& report, int deck)
    {
        return report["transport"]["decks"][static_cast<std::size_t>(deck)]["moving"];
    }
    [[nodiscard]] static std::int64_t frameOf(const nlohmann::json& report, int deck)
    {
        return report["transport"]["decks"][static_cast<std::size_t>(deck)]["frame"];
    }
    /** Clicks the rows of the list one after the other until this file plays; where its row is. */
    int rowOf(const std::string& name, int deck = 0)
    {
        const auto [x, y, width, height] = desktop.areaOf("Files");
        for (auto row = 0; row < std::min(12, height / rowHeight); ++row)
        {
            const auto at = y + row * rowHeight + rowHeight / 2;
            desktop.click(x + 60, at);
            if (desktop.reports([&](const auto& now) { return plays(now, deck, name); }, std::chrono::seconds(2)))
                return at;
        }
        FAIL(name << " is not listed");
        return 0;
    }
    [[nodiscard]] nlohmann::json saved() const
    {
        std::ifstream file(path);
        return nlohmann::json::parse(file, nullptr, false);
    }

    TemporaryFolder folder;
    std::filesystem::path path = folder / "Song.loophole";
    Desktop desktop;
};

} // namespace

TEST_CASE("a click on a file plays it, and auto-play that is off is off")
{
    TwoFiles home;
    home.rowOf("beat.wav");
    const auto row = home.rowOf("tone.wav");
    home.desktop.clickOn("Auto-play");
    CHECK(home.desktop.reports([](const auto& now) { return !TwoFiles::moves(now, 0); }));
    const auto list = home.desktop.areaOf("Files");
    home.desktop.click(list[0] + 60, row - rowHeight);
    CHECK(home.desktop.reports([](const auto& now) { return now["settled"]; }));
    CHECK_FALSE(TwoFiles::moves(home.desktop.report(), 0));
    home.desktop.clickOn("Audition");
    CHECK(home.desktop.reports([](const auto& now) { return TwoFiles::plays(now, 0, "beat.wav"); }));
}

TEST_CASE("a click in the waveform plays from there, a region repeats, and is carried to the timeline")
{
    TwoFiles home;
    home.rowOf("beat.wav");
    home.desktop.clickOn("Loop audition");
    const auto [x, y, width, height] = home.desktop.areaOf("Preview waveform");
    home.desktop.click(x + width * 3 / 4, y + height / 2);
    CHECK(home.desktop.reports([](const auto& now) { return TwoFiles::frameOf(now, 0) >= length * 7 / 10; }));

    home.desktop.drag(x + width / 4, y + 7, x + width * 3 / 8, y + 7);
    const auto start = length / 4;
    const auto end = length * 3 / 8;
    const auto slack = 3 * length / width;
    std::int64_t before = 0;
    CHECK(home.desktop.reports(
        [&](const auto& now)
        {
            // It has come round once: it is before where it was, and still inside.
            const auto frame = TwoFiles::frameOf(now, 0);
            const bool isInside = frame >= start - slack && frame <= end + slack;
            const bool hasWrapped = isInside && before > frame;
            before = isInside ? frame : 0;
            return hasWrapped;
        }));

    home.desktop.drag(x + width * 5 / 16, y + 7, laneX, laneY);
    CHECK(home.desktop.reports([](const auto& now) { return now["session"]["clips"] == 1; }));
    home.desktop.key("ctrl+s");
    REQUIRE(home.desktop.comesTrue(
        [&]
        {
            const auto document = home.saved();
            return document.is_object() && document["tracks"][0]["clips"].size() == 1;
        }));
    const auto clip = home.saved()["tracks"][0]["clips"][0];
    CHECK(std::abs(clip["offset"].get<double>() - static_cast<double>(start)) <= static_cast<double>(slack));
    CHECK(std::abs(clip["length"].get<std::int64_t>() - (end - start)) <= slack);
    CHECK(clip["position"] > 0);
}

TEST_CASE("a file is compared with another at one position, and the key changes which is heard")
{
    TwoFiles home;
    home.rowOf("beat.wav");
    home.desktop.clickOn("Put into the other deck");
    CHECK(home.desktop.reports([](const auto& now) { return TwoFiles::plays(now, 1, "beat.wav"); }));
    home.rowOf("tone.wav");
    const auto areTogether = [](const nlohmann::json& now)
    {
        return TwoFiles::plays(now, 0, "tone.wav") && TwoFiles::plays(now, 1, "beat.wav") &&
               TwoFiles::frameOf(now, 0) == TwoFiles::frameOf(now, 1);
    };
    CHECK(home.desktop.reports(areTogether));
    home.desktop.clickOn("Deck B");
    const auto isOn = [](const nlohmann::json& now, const std::string& name)
    {
        return std::ranges::any_of(now["components"],
                                   [&](const auto& one) { return one["name"] == name && one.value("on", false); });
    };
    CHECK(home.desktop.reports([&](const auto& now) { return isOn(now, "Deck B") && areTogether(now); }));
    home.desktop.key("ctrl+b");
    CHECK(home.desktop.reports([&](const auto& now) { return isOn(now, "Deck A") && areTogether(now); }));
}

TEST_CASE("a drag in the waveform holds the file under the pointer, and lets it go on")
{
    TwoFiles home;
    home.rowOf("beat.wav");
    const auto [x, y, width, height] = home.desktop.areaOf("Preview waveform");
    home.desktop.drag(x + width / 8, y + height / 2, x + width / 2, y + height / 2);
    CHECK(home.desktop.reports(
        [](const auto& now)
        {
            const auto frame = TwoFiles::frameOf(now, 0);
            return TwoFiles::moves(now, 0) && frame >= length * 45 / 100;
        }));
}

namespace
{

bool isHeard(const nlohmann::json& report, double tempoRatio, double semitones)
{
    const auto& deck = report["transport"]["decks"][0];
    return deck["moving"] && std::abs(deck["tempoRatio"].get<double>() - tempoRatio) < 1e-6 &&
           std::abs(deck["semitones"].get<double>() - semitones) < 1e-6;
}

} // namespace

TEST_CASE("a file follows the tempo of the session and the pitch that is set, and both can be taken back")
{
    TwoFiles home;
    home.rowOf("zigzag.flac");
    home.desktop.clickOn("Loop audition");
    CHECK(home.desktop.reports([](const auto& now) { return isHeard(now, 1, 0); }));

    // 96 beats a minute in a session of 120.
    home.desktop.clickOn("Follow the tempo");
    CHECK(home.desktop.reports([](const auto& now) { return isHeard(now, 1.25, 0); }));
    CHECK(home.desktop.reports(
        [](const auto& now)
        {
            // Noise that peaks at -10 dBFS.
            const auto& told = now["health"]["statistics"];
            return told.is_object() && told["loudness"]["integrated"].is_number() &&
                   told["loudness"]["integrated"] > -30;
        }));

    const auto [x, y, width, height] = home.desktop.areaOf("Audition pitch");
    home.desktop.drag(x + width / 2, y + height / 2, x + width / 2, y + height / 2 - 24);
    CHECK(home.desktop.reports(
        [](const auto& now)
        { return isHeard(now, 1.25, now["transport"]["decks"][0]["semitones"]) && !isHeard(now, 1.25, 0); }));
    home.desktop.click(x + width / 2, y + height / 2, 2);
    CHECK(home.desktop.reports([](const auto& now) { return isHeard(now, 1.25, 0); }));

    home.desktop.clickOn("Follow the tempo");
    CHECK(home.desktop.reports([](const auto& now) { return isHeard(now, 1, 0); }));
}
