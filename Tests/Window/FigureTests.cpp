#include "Support/FaultyMount.h"
#include "Window/LargeSession.h"
#include "Window/ManyFiles.h"
#include "Window/Stalls.h"

#include <map>

using namespace loophole::testing;
using namespace std::chrono_literals;

// Figures of the window that take minutes and gigabytes: run by hand with "[figures]". Nothing of time is asserted.

namespace
{

void writeEmptySession(const std::filesystem::path& path)
{
    std::ofstream(path) << nlohmann::json{
        {"format", "loophole.session"}, {"version", 1}, {"sampleRate", 48000}, {"tracks", {{{"name", "One"}}}}};
}

/** Opens the folder that is the list's row of this number. */
void enterRow(const Desktop& desktop, int row)
{
    constexpr auto rowHeight = 24;
    const auto [x, y, width, height] = desktop.areaOf("Files");
    desktop.click(x + 60, y + row * rowHeight + rowHeight / 2, 2);
}

/** The first row of the sources below their heading. */
void showWholeLibrary(const Desktop& desktop)
{
    constexpr auto rowHeight = 22;
    desktop.clickOn("Sources");
    const auto [x, y, width, height] = desktop.areaOf("Folders and collections");
    desktop.click(x + 60, y + rowHeight + rowHeight / 2);
    REQUIRE(isSettled(desktop, 60s));
}

std::uint64_t waveformsShown(const nlohmann::json& report)
{
    return report["waveforms"]["shown"].get<std::uint64_t>();
}

/** The wait for the waveform of the only file in the folder of this row. */
double firstWaveformIn(const Desktop& desktop, int row)
{
    REQUIRE(isSettled(desktop, 60s));
    const auto before = waveformsShown(desktop.report());
    enterRow(desktop, row);
    REQUIRE(desktop.reports([&](const auto& now) { return waveformsShown(now) > before; }, 60s));
    const auto waited = desktop.report()["waveforms"]["recent"].back()["ms"].get<double>();
    REQUIRE(isSettled(desktop, 120s));
    desktop.key("BackSpace");
    return waited;
}

} // namespace

TEST_CASE("figures: first waveforms of files of an hour, never seen and known", "[.][figures]")
{
    const TemporaryFolder folder;
    const std::vector<std::string> types{"flac", "mp3", "ogg", "wav"};
    const auto first = folder / "wav/hour.wav";
    for (const auto& type : types)
        std::filesystem::create_directory(folder / type);
    REQUIRE(runProgram({"sox", "-D", "-r", "48000", "-c", "2", "-n", "-b", "24", first.native(), "synth", "3600",
                        "pinknoise", "tremolo", "0.3", "gain", "-6"})
                .exitCode == 0);
    for (const auto& type : types)
        if (type != "wav")
            REQUIRE(
                runProgram({"ffmpeg", "-v", "error", "-i", first.native(), (folder / type / ("hour." + type)).native()})
                    .exitCode == 0);
    writeEmptySession(folder / "Song.loophole");
    Desktop desktop;
    std::map<std::string, std::vector<double>> waits;
    for (int run = 0; run < 6; ++run)
    {
        desktop.start({(folder / "Song.loophole").native()});
        for (std::size_t i = 0; i < types.size(); ++i)
            waits[types[i]].push_back(firstWaveformIn(desktop, static_cast<int>(i)));
        desktop.quit();
    }
    for (const auto& [type, all] : waits)
    {
        std::cout << type << ", from asking to pixels: never seen " << all.front() << " ms (goal 50), known";
        for (std::size_t i = 1; i < all.size(); ++i)
            std::cout << ' ' << all[i];
        std::cout << " ms (goal 8)\n" << std::flush;
    }
}

TEST_CASE("figures: five hundred rows of a fresh folder", "[.][figures]")
{
    const TemporaryFolder folder;
    writeManyFiles(folder / "fresh", 500, 48'000);
    std::filesystem::rename(folder / "fresh/pack 0", folder / "A fresh folder");
    std::filesystem::remove_all(folder / "fresh");
    writeEmptySession(folder / "Song.loophole");
    // So high that all of them are in view at once.
    Desktop desktop({1280, 13'000, 1});
    desktop.start({(folder / "Song.loophole").native()});
    desktop.fillScreen();
    REQUIRE(isSettled(desktop, 60s));
    const auto before = waveformsShown(desktop.report());
    const auto start = std::chrono::steady_clock::now();
    enterRow(desktop, 0);
    REQUIRE(desktop.reports([&](const auto& now) { return waveformsShown(now) >= before + 500; }, 60s));
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
    std::cout << "500 rows of a fresh folder, all with their waveforms, " << took.count()
              << " s after the double click (goal 2); one waveform waited " << desktop.report()["waveforms"]["worstMs"]
              << " ms at most\n";
}

TEST_CASE("figures: 100,000 clips and 200,000 files of the library, with all at once", "[.][figures]")
{
    if (!FaultyMount::isPossible())
        return;
    const LargeSession session(100'000);
    FaultyMount mount(session.folder / "A drive");
    writeManyFiles(mount.folder(), 500, 4'800);
    writeManyFiles(session.folder / "B thousand", 1'000, 4'800);
    for (const auto& entry : std::filesystem::directory_iterator(session.folder / "B thousand/pack 1"))
        std::filesystem::rename(entry.path(), session.folder / "B thousand/pack 0" / entry.path().filename());
    std::filesystem::rename(session.folder / "B thousand/pack 0", session.folder / "B pack of a thousand");
    std::filesystem::remove_all(session.folder / "B thousand");
    const TemporaryFolder library;
    writeManyFiles(library.path(), 200'000, 64);
    Desktop desktop;
    desktop.scanIntoLibrary(library.path());
    desktop.start({session.path.native()});
    REQUIRE(isSettled(desktop, 120s));
    startPlaying(desktop);
    stallsDuring("zooming and scrolling 100,000 clips", desktop, [&] { zoomAndScroll(desktop, 20); });

    const auto [x, y, width, height] = desktop.areaOf("Files");
    mount.follow("0 hang\n");
    stallsDuring("listing a drive that hangs", desktop,
                 [&]
                 {
                     enterRow(desktop, 0);
                     for (int i = 0; i < 40; ++i)
                         desktop.wheel(x + width / 2, y + height / 2, i % 2 == 0 ? 5 : 4);
                     desktop.key("BackSpace");
                 });
    mount.follow("0 none\n");
    REQUIRE(isSettled(desktop, 60s));

    const auto clips = desktop.report()["session"]["clips"].get<std::size_t>();
    enterRow(desktop, 1);
    REQUIRE(isSettled(desktop, 60s));
    stallsDuring(
        "importing 1,000 files", desktop,
        [&]
        {
            desktop.click(x + 60, y + 12);
            desktop.key("ctrl+a");
            desktop.key("Return");
            REQUIRE(desktop.reports([&](const auto& now) { return now["session"]["clips"] >= clips + 1000; }, 60s));
            REQUIRE(isSettled(desktop, 120s));
        });

    showWholeLibrary(desktop);
    desktop.key("slash");
    desktop.type("hit");
    REQUIRE(isSettled(desktop, 60s));
    desktop.keepPicture();
    stallsDuring("scrolling 200,000 rows", desktop,
                 [&]
                 {
                     for (int i = 0; i < 150; ++i)
                         desktop.wheel(x + width / 2, y + height / 2, i % 50 < 40 ? 5 : 4);
                     desktop.drag(x + width - 5, y + 20, x + width - 5, y + height - 30);
                     desktop.drag(x + width - 5, y + height - 30, x + width - 5, y + height / 2);
                 });
    desktop.key("Escape");
    for (std::size_t i = 0; i < 20'000; ++i)
        writeSmallWav(library.path() / "pack 7" / ("new " + std::to_string(i) + ".wav"), 64, 7);
    stallsDuring("scanning 20,000 new files", desktop,
                 [&]
                 {
                     desktop.click(x + 60, y + 12);
                     desktop.key("F5");
                     zoomAndScroll(desktop, 8);
                 });
    REQUIRE(desktop.reports([](const auto& now)
                            { return now["library"]["scanned"] >= 220'000 && now["library"]["scanning"] == false; },
                            60s));

    const auto statistics = desktop.report()["health"]["statistics"];
    std::cout << "resident at most " << desktop.peakResidentBytes() / (1 << 20) << " MiB, budget "
              << statistics["budgetBytes"].get<std::uint64_t>() / (1 << 20) << " MiB (goal: budget + 250)\n";
}
