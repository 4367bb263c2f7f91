#include "Window/Desktop.h"

using namespace loophole::testing;

namespace
{

constexpr auto emptySession =
    R"({"format":"loophole.session","version":1,"sampleRate":48000,"tracks":[{"name":"One"}]})";

/** Another program that takes files: a second one like the first, on its right. */
struct OtherProgram : ReportingProgram
{
    explicit OtherProgram(int x)
    {
        std::ofstream(folder / "Other.loophole") << emptySession;
        begin({(folder / "Other.loophole").native()});
        auto window = runProgram({"xdotool", "search", "--sync", "--onlyvisible", "--name", "Other.*Loophole"}).output;
        window.erase(window.find('\n'));
        static_cast<void>(
            runProgram({"xdotool", "windowmove", "--sync", window, std::to_string(x), "0", "mousemove", "1", "1"}));
        REQUIRE(reports([x](const auto& now) { return now["window"][0] >= x; }));
    }
};

} // namespace

TEST_CASE("a file is dragged from the browser into another program")
{
    const TemporaryFolder folder;
    REQUIRE(runProgram({"sox", "-D", "-r", "48000", "-c", "1", "-n", "-b", "16", (folder / "A tone.wav").native(),
                        "synth", "2", "sine", "300", "gain", "-6"})
                .exitCode == 0);
    std::ofstream(folder / "Song.loophole") << emptySession;
    constexpr auto width = 1280;
    Desktop desktop({2 * width, 800, 1});
    desktop.start({(folder / "Song.loophole").native()});
    const OtherProgram other(width);
    const auto [fileX, fileY, fileWidth, fileHeight] = desktop.areaOf("Files");
    const auto [x, y, lanesWidth, lanesHeight] = other.areaOf("Clips");
    const auto lane = [&] { return desktop.pixels(x + 2, y + 4, 200, 40); };
    const auto before = lane();

    desktop.press(fileX + 60, fileY + 12);
    for (int step = 1; step <= 20; ++step)
        desktop.moveTo(fileX + 60 + (x - 10 - fileX) * step / 20, fileY + 12 + (y + 18 - fileY) * step / 20);
    // It says where the file will be; of a hand that rests nothing is told.
    int trembling = 0;
    CHECK(desktop.comesTrue(
        [&]
        {
            desktop.moveTo(x + 50 + ++trembling % 2, y + 30);
            return lane() != before;
        }));
    desktop.release();
    CHECK(other.reports([](const auto& now) { return now["session"]["clips"] == 1; }));
    CHECK(desktop.report()["session"]["clips"] == 0);
    CHECK(std::filesystem::exists(folder / "A tone.wav"));
}
