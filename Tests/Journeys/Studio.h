#pragma once

#include "Support/Program.h"
#include "Support/TemporaryFolder.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

namespace loophole::testing
{

/** How long or which, where somebody waits for more than the usual run. */
inline int numberFromEnvironment(const char* name, int otherwise)
{
    const auto* text = std::getenv(name);
    return text != nullptr ? std::max(1, std::atoi(text)) : otherwise;
}

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

} // namespace loophole::testing
