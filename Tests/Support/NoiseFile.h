#pragma once

#include "Support/Program.h"
#include "Support/TestSignals.h"

#include <catch2/catch.hpp>
#include <filesystem>

namespace loophole::testing
{

/** Stereo noise of 48 kHz and 24 bits, in the format that the file's name says. Returns the path. */
inline std::filesystem::path makeNoiseFile(const std::filesystem::path& path, int seconds, float level,
                                           std::uint64_t seed = 11)
{
    const auto noise = makeNoise(2, std::int64_t{48000} * seconds, seed, level);
    REQUIRE(runProgram({"sox", "-D", "-t", "f32", "-r", "48000", "-c", "2", "-", "-b", "24", path.native()},
                       noise.interleavedBytes())
                .exitCode == 0);
    return path;
}

} // namespace loophole::testing
