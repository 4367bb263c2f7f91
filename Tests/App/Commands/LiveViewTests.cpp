#include "App/Commands/LiveView.h"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace loophole;
using namespace loophole::cli;

namespace
{

LiveFigures someFigures()
{
    LiveFigures figures;
    figures.rate = SampleRate(48000);
    figures.position = FramePosition(48000 * 83 + 24000);
    figures.end = FramePosition(48000 * 200);
    figures.isPlaying = true;
    figures.device.backend = "JACK";
    figures.device.name = "system";
    figures.device.sampleRate = 48000;
    figures.device.blockFrames = 512;
    figures.master = {0.5f, 0.0f};
    figures.stats.callback = {1000, 2, 100, 2500, 3000, 5000};
    figures.stats.memory = {100 << 20, 50 << 20, 60 << 20};
    figures.stats.cache = {99, 1};
    figures.stats.timelineCachedPercent = 83;
    figures.stats.missingFrames = 700;
    figures.stats.underruns = 3;
    return figures;
}

bool hasLine(const std::vector<std::string>& lines, const std::string& part)
{
    return std::any_of(lines.begin(), lines.end(), [&](const auto& line) { return line.find(part) != line.npos; });
}

} // namespace

TEST_CASE("a live view tells position, device, meters, load, disk, cache, budget and what is missing")
{
    auto figures = someFigures();
    figures.missingByTrack = {{"Drums", 600}, {"Bass", 100}};
    const auto lines = liveLines(figures, 200);
    CHECK(hasLine(lines, "1:23.500 / 3:20.000  playing  JACK system  48000 Hz, 512 frames"));
    CHECK(hasLine(lines, "left      [##############..]   -6.0 dB"));
    CHECK(hasLine(lines, "right     [................]  -99.9 dB; 0 samples clipped"));
    CHECK(hasLine(lines, "callback  [########........] 100 / 2500 us of 5000, 2 late, 0 xruns"));
    CHECK(hasLine(lines, "disk      0 reads"));
    CHECK(hasLine(lines, "blocks    read 0.00 / 0.00 ms"));
    CHECK(hasLine(lines, "99.0 % of 100 blocks found, 83 % of the timeline"));
    CHECK(hasLine(lines, "budget    [########........] 50 of 100 MiB, pressure normal"));
    CHECK(hasLine(lines, "missing   700 frames in 3 underruns: Drums 600, Bass 100"));
}

TEST_CASE("drives are told with what is needed of them, the busiest three")
{
    auto figures = someFigures();
    for (const auto* name : {"/mnt/nas", "/home", "/", "/mnt/old"})
    {
        DiskDevice drive;
        drive.name = name;
        drive.bytesPerSecond = 3 << 20;
        drive.neededBytesPerSecond = 12 << 20;
        drive.p50Ms = 1.5;
        drive.p99Ms = 220;
        drive.isStalled = drive.name == "/mnt/nas";
        figures.stats.devices.push_back(drive);
    }
    const auto lines = liveLines(figures, 200);
    CHECK(hasLine(lines, "drive     3.0 of 12.0 MiB/s, 1.50 / 220.00 ms, hanging  /mnt/nas"));
    CHECK(hasLine(lines, "drive     3.0 of 12.0 MiB/s, 1.50 / 220.00 ms  /home"));
    CHECK_FALSE(hasLine(lines, "/mnt/old"));
}

TEST_CASE("of many tracks that miss frames a few are named")
{
    auto figures = someFigures();
    for (int track = 0; track < 9; ++track)
        figures.missingByTrack.emplace_back("T" + std::to_string(track), 1);
    CHECK(hasLine(liveLines(figures, 200), "T0 1, T1 1, T2 1, T3 1 and 5 more tracks"));
}

TEST_CASE("no line is longer than the terminal is wide, and no name moves the cursor")
{
    auto figures = someFigures();
    figures.missingByTrack = {{"\033[2J\n\xc3\xa4\xc3\xa4\xc3\xa4\xc3\xa4", 5}};
    for (const auto columns : std::vector<std::size_t>{1, 30, 50, 60, 80})
        for (const auto& line : liveLines(figures, columns))
        {
            const auto characters = std::count_if(
                line.begin(), line.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xc0) != 0x80; });
            CHECK(static_cast<std::size_t>(characters) <= columns);
            CHECK(std::none_of(line.begin(), line.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20; }));
        }
}
