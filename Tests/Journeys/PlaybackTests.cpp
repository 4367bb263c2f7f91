#include "App/Engine/Headless.h"
#include "App/Engine/Loophole.h"
#include "Journeys/CommandLine.h"
#include "Support/NoiseFile.h"

#include <catch2/catch.hpp>

#include <fstream>

using namespace loophole;
using namespace loophole::testing;

TEST_CASE("the demo plays in real time without a missing frame")
{
    const CommandLine cli;
    const TemporaryFolder folder;
    const auto demo = cli.json({"demo", (folder / "Demo").native()});
    REQUIRE(demo["files"].size() > 12);

    const auto report = cli.json({"play", demo["session"], "--device", "null", "--seconds", "3", "--block", "256"});
    INFO(report.dump(2));
    CHECK(report["device"]["backend"] == "Null");
    CHECK(report["framesPlayed"].get<std::int64_t>() >= 3 * 48000);
    CHECK(report["missingFrames"] == 0);
    CHECK(report["underruns"] == 0);
    CHECK(report["callback"]["count"].get<int>() > 500);
    CHECK(report["callback"]["deadlineUs"].get<double>() == Approx(256 / 48000.0 * 1e6).epsilon(0.001));
    CHECK(report["memory"]["peakMiB"].get<double>() <= report["memory"]["budgetMiB"].get<double>());
    CHECK(report["tracks"].size() >= 12);
    CHECK(report["cache"]["misses"].get<int>() > 0);
}

TEST_CASE("a loop, a start from the middle and another rate play without a missing frame")
{
    const CommandLine cli;
    const TemporaryFolder folder;
    const auto file = makeNoiseFile(folder / "noise.wav", 10, 0.25f).native();
    const auto played = [&](std::vector<std::string> options)
    {
        std::vector<std::string> arguments{"play", file, "--device", "null", "--seconds", "1", "--block", "128"};
        arguments.insert(arguments.end(), options.begin(), options.end());
        const auto report = cli.json(arguments);
        INFO(report.dump(2));
        CHECK(report["missingFrames"] == 0);
        return report["framesPlayed"].get<std::int64_t>();
    };
    CHECK(played({"--loop", "1000", "9000"}) >= 48000);
    CHECK(played({"--from", "240000"}) >= 48000);
    CHECK(played({"--rate", "1.5"}) >= 48000);
}

TEST_CASE("the offline device plays to the end without a missing frame, in its own time")
{
    const CommandLine cli;
    const TemporaryFolder folder;
    const auto report =
        cli.json({"play", makeNoiseFile(folder / "noise.wav", 3, 0.25f).native(), "--device", "offline"});
    INFO(report.dump(2));
    CHECK(report["device"]["backend"] == "Offline");
    CHECK(report["framesPlayed"].get<std::int64_t>() >= 3 * 48000);
    CHECK(report["missingFrames"] == 0);
}

TEST_CASE("two hundred clips on fifty tracks play in blocks of 128 within the budget")
{
    const CommandLine cli;
    const TemporaryFolder folder;
    makeNoiseFile(folder / "noise.wav", 8, 0.25f);
    nlohmann::json document{{"format", "loophole.session"},
                            {"version", 1},
                            {"sampleRate", 48000},
                            {"assets", {{{"id", "a"}, {"path", "noise.wav"}}}},
                            {"tracks", nlohmann::json::array()}};
    for (int track = 0; track < 50; ++track)
    {
        auto clips = nlohmann::json::array();
        for (int clip = 0; clip < 4; ++clip)
            clips.push_back(
                {{"asset", "a"}, {"position", clip * 48000}, {"offset", (track * 4 + clip) * 777}, {"length", 48000}});
        document["tracks"].push_back({{"name", "T" + std::to_string(track)}, {"gainDb", -40}, {"clips", clips}});
    }
    std::ofstream(folder / "Many.loophole") << document;

    const auto report =
        cli.json({"play", (folder / "Many.loophole").native(), "--device", "null", "--block", "128", "--budget", "64"});
    INFO(report.dump(2));
    CHECK(report["framesPlayed"].get<std::int64_t>() >= 4 * 48000);
    CHECK(report["missingFrames"] == 0);
    CHECK(report["memory"]["peakMiB"].get<double>() <= 64.0);
#if !defined(LOOPHOLE_ASAN) && !defined(LOOPHOLE_TSAN) // which keep what was freed, and shadows of all
    CHECK(report["memory"]["residentMiB"].get<double>() <= 64.0 + 150.0);
#endif
}

TEST_CASE("every move of a scrub inside what is resident is heard with nothing missing")
{
    const CommandLine cli;
    const TemporaryFolder folder;
    const auto file = makeNoiseFile(folder / "noise.wav", 10, 0.25f).native();
    const auto report = cli.json(
        {"scrub", file, "--device", "null", "--moves", "48000@0 52000@100 56000@200 50000@300 47000@400 49000@500"});
    INFO(report.dump(2));
    CHECK(report["missingFrames"] == 0);
    for (std::size_t move = 1; move < 6; ++move)
        CHECK(report["moves"][move]["soundMs"].get<double>() < 100.0);
}

TEST_CASE("a missing file is named, and is heard within two seconds of its return")
{
    const TemporaryFolder folder;
    makeNoiseFile(folder / "noise.wav", 5, 0.25f);
    const CommandLine cli;
    const auto session = (folder / "Song.loophole").native();
    REQUIRE(cli.run({"session", "new", session}).exitCode == 0);
    REQUIRE(cli.run({"session", "add-track", session, "--name", "A"}).exitCode == 0);
    REQUIRE(
        cli.run({"session", "add-clip", session, "--track", "A", "--file", (folder / "noise.wav").native()}).exitCode ==
        0);
    std::filesystem::rename(folder / "noise.wav", folder / "hidden.wav");

    Settings settings;
    settings.device = "null";
    settings.folders = {folder / "cache", folder / "data"};
    const SteadyClock clock;
    Loophole loophole(settings);
    Headless aura(loophole.queues(), clock);
    aura.send(OpenSession{session});
    REQUIRE(
        aura.waitUntil([&] { return aura.sessionChanges >= 2 && aura.allAssetsKnown(); }, std::chrono::seconds(10)));
    const auto asset = aura.session.session->assets.front().id;
    CHECK(aura.assets.at(asset).offlineStatus == OfflineStatus::missing);
    CHECK_FALSE(aura.assets.at(asset).cause.empty());
    REQUIRE(aura.waitUntil([&] { return aura.device.has_value(); }, std::chrono::seconds(10)));

    std::filesystem::rename(folder / "hidden.wav", folder / "noise.wav");
    REQUIRE(aura.waitUntil([&] { return aura.assets.at(asset).offlineStatus == OfflineStatus::present; },
                           std::chrono::seconds(2)));
    aura.send(PlayTransport{});
    REQUIRE(aura.waitUntil([&] { return aura.loudest > 0.1f; }, std::chrono::seconds(2)));
    CHECK(aura.transport.missingFrames == 0);
}
