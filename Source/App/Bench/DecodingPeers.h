#pragma once

#include <filesystem>

/** Decoders that ours is held against: each goes through one file as fast as it can, on one thread, and keeps nothing.
    Throws where the file cannot be read. */
namespace loophole::bench
{

/** libsndfile's floats (through libFLAC, libmpg123 or libvorbis). */
void decodeWithSndfile(const std::filesystem::path&);

/** The integers that libFLAC gives. */
void decodeWithFlac(const std::filesystem::path&);

/** libmpg123's floats. */
void decodeWithMpg123(const std::filesystem::path&);

/** FFmpeg's own decoder. False where this build is without it. */
[[nodiscard]] bool tryDecodeWithFfmpeg(const std::filesystem::path&);

} // namespace loophole::bench
