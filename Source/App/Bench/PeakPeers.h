#pragma once

#include <benchmark/benchmark.h>

#include <filesystem>

/** What building peaks is held against: each goes through one file as fast as it can and keeps nothing. Throws where
   the file cannot be read. */
namespace loophole::bench
{

/** Minimum, maximum and squares of 24-bit PCM straight from its bytes, every byte read once from the page cache, by as
    many threads as there are cores: what no peak builder that reads all of a file can be faster than. */
void measureNothingButPcm(const std::filesystem::path&);

/** libsndfile's floats (through libFLAC, libmpg123 or libvorbis), on one thread. */
void decodeWithSndfile(const std::filesystem::path&);

/** FFmpeg's own decoder, on one thread. False where this build is without it. */
[[nodiscard]] bool tryDecodeWithFfmpeg(const std::filesystem::path&);

} // namespace loophole::bench
