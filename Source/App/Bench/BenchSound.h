#pragma once

#include <array>
#include <cstdint>
#include <filesystem>

namespace loophole::bench
{

inline constexpr int soundRate = 48000;
inline constexpr std::int64_t soundFrames = 120LL * soundRate;

/** How a benchmark's sound is stored. */
struct SoundFormat
{
    const char* name;
    const char* extension;
    int sndfileFormat; ///< libsndfile's; 0 where the ffmpeg program makes the file
};

/** What libsndfile writes, and AAC last. */
[[nodiscard]] const std::array<SoundFormat, 7>& soundFormats();

/**
    Two minutes, or so many frames, of stereo at 48 kHz, music-like enough for a codec to work: two tones that move, and
   noise. Below `folder`; throws where it cannot be written. An empty path where there is no ffmpeg to write it.
*/
[[nodiscard]] std::filesystem::path writeSound(const std::filesystem::path& folder, const SoundFormat&,
                                               std::int64_t frames = soundFrames);

} // namespace loophole::bench
