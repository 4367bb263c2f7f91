#pragma once

#include <filesystem>
#include <vector>

namespace loophole::bench
{

inline constexpr int streamRate = 48000;

/**
    Stereo 24-bit WAV files at 48 kHz below `folder`: `count` names for files of `seconds`. Not more than 32 are
    written, the rest are hard links to them, so that thousands of streams fit on any disk; nothing above the file
    system knows them for the same.
*/
[[nodiscard]] std::vector<std::filesystem::path> writeStreamFiles(const std::filesystem::path& folder, int count,
                                                                  int seconds);

/** Writes a session with a track for each file and a clip of it from frame 0; returns its document. */
[[nodiscard]] std::filesystem::path writeStreamSession(const std::filesystem::path& folder,
                                                       const std::vector<std::filesystem::path>& files);

} // namespace loophole::bench
