#include "App/Engine/Loophole.h"
#include "RandomUser.h"
#include "Support/Program.h"
#include "Support/TemporaryFolder.h"

#include <nlohmann/json.hpp>

#include <catch2/catch.hpp>
#include <cstdlib>
#include <fstream>
#include <iostream>

using namespace loophole;
using namespace loophole::testing;

namespace
{

int numberFromEnvironment(const char* name, int otherwise)
{
    const auto* text = std::getenv(name);
    return text != nullptr ? std::max(1, std::atoi(text)) : otherwise;
}

constexpr std::size_t budgetBytes = std::size_t{64} << 20;

/** Media of several formats and rates, and two sessions of different rates that use them. */
struct Studio
{
    Studio()
    {
        const char* endings[] = {"wav", "aiff", "flac", "ogg", "mp3"};
        for (int i = 0; i < 20; ++i)
        {
            const auto file = folder / ("take " + std::to_string(i) + '.' + endings[i % 5]);
            const auto rate = i % 3 == 0 ? "44100" : "48000";
            const auto seconds = std::to_string(3 + 2 * i);
            const auto made =
                runProgram({"sox", "-n", "-r", rate, "-c", i % 2 == 0 ? "2" : "1", "-b", "16", "-t", "wav",
                            (folder / "made.wav").native(), "synth", seconds, "pluck", std::to_string(110 + 20 * i)});
            REQUIRE(made.exitCode == 0);
            REQUIRE(runProgram({"ffmpeg", "-nostdin", "-loglevel", "error", "-y", "-i", (folder / "made.wav").native(),
                                file.native()})
                        .exitCode == 0);
            files.push_back(file);
        }
        sessions = {writeSession("Wide", 48000, 24, 20), writeSession("Narrow", 44100, 4, 6)};
    }

    std::filesystem::path writeSession(const std::string& name, int rate, int trackCount, int clipsOfEach)
    {
        nlohmann::json document{{"format", "loophole.session"}, {"version", 1}, {"sampleRate", rate}};
        for (std::size_t i = 0; i < files.size(); ++i)
            document["assets"].push_back({{"id", std::to_string(i)}, {"path", files[i].native()}});
        for (int t = 0; t < trackCount; ++t)
        {
            auto clips = nlohmann::json::array();
            for (int c = 0; c < clipsOfEach; ++c)
                clips.push_back({{"asset", std::to_string(static_cast<std::size_t>(t + 3 * c) % files.size())},
                                 {"position", c * 3 * rate + t * 999},
                                 {"length", 2 * rate},
                                 {"gainDb", -20},
                                 {"loop", c % 5 == 0},
                                 {"reverse", c % 7 == 0},
                                 {"playRate", c % 6 == 0 ? 1.25 : 1.0}});
            document["tracks"].push_back({{"name", "Track " + std::to_string(t)}, {"clips", clips}});
        }
        const auto path = folder / (name + ".loophole");
        std::ofstream(path) << document;
        return path;
    }

    TemporaryFolder folder;
    std::vector<std::filesystem::path> files;
    std::vector<std::filesystem::path> sessions;
};

std::int64_t residentBytes()
{
    std::ifstream statm("/proc/self/statm");
    std::int64_t size = 0;
    std::int64_t resident = 0;
    statm >> size >> resident;
    return resident * 4096;
}

double inMiB(std::int64_t bytes)
{
    return static_cast<double>(bytes) / (1 << 20);
}

} // namespace

// LOOPHOLE_SOAK_SECONDS and LOOPHOLE_SOAK_SEED make it an hour, and another one each time, where somebody waits for it.
TEST_CASE("random use for minutes neither grows nor crashes, and every missing frame is told with its track")
{
    const Studio studio;
    const SteadyClock clock;
    Settings settings;
    settings.folders = {studio.folder / "cache", studio.folder / "data"};
    settings.budgetBytes = budgetBytes;
    settings.device = "null";
    Loophole program(settings);
    Headless aura(program.queues(), clock);
    RandomUser user(aura, studio.sessions, studio.files,
                    static_cast<std::uint32_t>(numberFromEnvironment("LOOPHOLE_SOAK_SEED", 1)));
    user.openSession();
    REQUIRE(aura.session.session != nullptr);

    const auto began = clock.now();
    const Instant duration = std::chrono::seconds(numberFromEnvironment("LOOPHOLE_SOAK_SECONDS", 120));
    std::int64_t early = 0;
    std::int64_t most = 0;
    while (clock.now() - began < duration)
    {
        user.act();
        aura.waitUntil([] { return false; }, user.pause());
        most = std::max(most, residentBytes());
        // Memory for blocks is touched as it is first used, and decoders stay open: what comes late is less than that.
        if (clock.now() - began < duration / 2)
            early = most;
    }
    user.rest();

    std::cout << user.acts() << " acts, " << aura.stats.framesPlayed << " frames played, " << aura.stats.missingFrames
              << " missing, " << user.toldMissing() << " told, " << aura.stats.callback.overruns << " overruns, "
              << inMiB(early) << " MiB resident in the first half, " << inMiB(most) << " MiB at most\n";
    CHECK(aura.stats.framesPlayed > 0);
    CHECK(user.toldMissing() == aura.stats.missingFrames);
    CHECK_FALSE(aura.takeFault().has_value());
#if !defined(LOOPHOLE_ASAN) && !defined(LOOPHOLE_TSAN)
    CHECK(inMiB(most) < inMiB(budgetBytes) + 150);
    CHECK(inMiB(most - early) < 48);
#endif
}
