#pragma once

#include "Support/Program.h"
#include "Support/TemporaryFolder.h"
#include "Support/TestSignals.h"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include <fstream>

namespace loophole::testing
{

/** A document of many clips on a hundred tracks, of a few files that are there. */
struct LargeSession
{
    static constexpr std::size_t tracks = 100;
    static constexpr std::size_t files = 20;
    static constexpr std::int64_t clipFrames = 24'000;

    explicit LargeSession(std::size_t clips)
    {
        auto assets = nlohmann::json::array();
        for (std::size_t i = 0; i < files; ++i)
        {
            const auto name = "noise" + std::to_string(i) + ".wav";
            const auto noise = makeNoise(2, 48'000, static_cast<std::uint32_t>(i + 1), 0.05f);
            REQUIRE(runProgram(
                        {"sox", "-D", "-t", "f32", "-r", "48000", "-c", "2", "-", "-b", "16", (folder / name).native()},
                        noise.interleavedBytes())
                        .exitCode == 0);
            assets.push_back({{"id", name}, {"path", name}});
        }
        auto all = nlohmann::json::array();
        for (std::size_t t = 0; t < tracks; ++t)
        {
            auto placed = nlohmann::json::array();
            for (std::size_t c = 0; c < clips / tracks; ++c)
                placed.push_back({{"asset", assets[(t + c) % files]["id"]},
                                  {"position", static_cast<std::int64_t>(c) * clipFrames},
                                  {"length", clipFrames - 2'000}});
            all.push_back({{"name", "Track " + std::to_string(t)}, {"gainDb", -30}, {"clips", std::move(placed)}});
        }
        std::ofstream(path) << nlohmann::json{
            {"format", "loophole.session"}, {"version", 1}, {"sampleRate", 48000}, {"assets", assets}, {"tracks", all}};
    }

    TemporaryFolder folder;
    std::filesystem::path path = folder / "Song.loophole";
};

} // namespace loophole::testing
