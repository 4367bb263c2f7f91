#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>

/** Every constant of the program that someone might want to turn, each with its reason. */
namespace loophole::limits
{

/** Frames of a block, the unit of reading ahead. 2,048 stereo streams of three blocks each take 384 MiB of 512. */
inline constexpr std::int64_t blockFrames = 8192;

/** Widest medium: 7.1. */
inline constexpr int maxChannels = 8;

/** Memory for blocks unless --budget says otherwise. */
inline constexpr std::size_t defaultBudgetBytes = std::size_t{512} << 20;
inline constexpr std::size_t smallestBudgetBytes = std::size_t{4} << 20;

/** Rates outside are a lying header rather than a medium. */
inline constexpr int lowestSampleRate = 1000;
inline constexpr int highestSampleRate = 768'000;

/** Varispeed and scrub. The floor is that of every voice; the ceiling bounds the resampler's kernel. */
inline constexpr double lowestPlayRate = 0.1;
inline constexpr double highestPlayRate = 8.0;

/** How far ahead of the playhead windows are asked for; ten times the slowest read of a healthy network drive. */
inline constexpr std::chrono::milliseconds readAhead{2000};
/** The same for a device that answers slowly: more would be 3 MiB a stereo stream and rarely heard before a seek. */
inline constexpr std::chrono::milliseconds longestReadAhead{8000};
/** What is due within this goes before all that is read ahead, of tracks under the hand or not: ten reads of 100 ms. */
inline constexpr std::chrono::milliseconds aboutToSound{1000};

/** Stops, seeks and mutes: long enough to be no click, short enough to feel immediate. */
inline constexpr double declickSeconds = 0.005;

/** Fade around a missing stretch, in frames. */
inline constexpr std::int64_t missFadeFrames = 64;

/** Largest callback that the mixer is prepared for; larger ones are rendered in parts. */
inline constexpr int maxCallbackFrames = 4096;
/** Smallest callback that a device may be asked for: 0.3 ms at 48 kHz. */
inline constexpr int minCallbackFrames = 16;

/** What peaks, and what proxies, may take on the disk: of stereo at 48 kHz
    about 50 hours of peaks, and of proxies 12 in draft quality or 70 in Opus. */
inline constexpr std::int64_t defaultCacheBytes = std::int64_t{4} << 30;

/** JSON nested deeper than this is hostile. */
inline constexpr std::size_t maxJsonDepth = 64;

/** A missing file whose folder tells nothing is looked for again after this, and then less and less often. */
inline constexpr std::chrono::milliseconds missingRecheck{1000};
inline constexpr std::chrono::milliseconds longestMissingRecheck{30'000};

/** A block that takes longer to decode is a warning: a quarter of the time that it sounds at 48 kHz. */
inline constexpr std::chrono::milliseconds slowDecode{40};
/** An asset with a decode this long is never decoded whole again, only streamed: it would hold a disk thread. */
inline constexpr std::chrono::milliseconds streamOnlyDecode{250};
/** Media larger than either are streamed rather than kept decoded. */
inline constexpr std::size_t streamFileBytes = std::size_t{64} << 20;
inline constexpr std::size_t streamDecodedBytes = std::size_t{100} << 20;
/** Whole decoded sounds that stay in memory when nothing claims them: as many as a cue session swaps between. */
inline constexpr std::size_t mostDecodedSounds = 16;

/** Blocks that take longer to be read on average mean a disk that is near its limit. */
inline constexpr double slowMeanReadMs = 10.0;

/** Shares of the budget, held by what cannot be given back, at which memory counts as short; it is well again
    pressureHysteresis below. */
inline constexpr double highPressure = 0.90;
inline constexpr double criticalPressure = 0.97;
inline constexpr double pressureHysteresis = 0.05;
/** What the process may need beside the budget: code, peaks, documents, a window. */
inline constexpr std::size_t processAllowanceBytes = std::size_t{150} << 20;
/** Of that, what buffers outside of the pool may hold together. */
inline constexpr std::size_t sideBufferBytes = std::size_t{48} << 20;
/** With less than this left to hand out the system begins to swap; memory that can be given back is. */
inline constexpr std::size_t leastSystemFreeBytes = std::size_t{256} << 20;

} // namespace loophole::limits
