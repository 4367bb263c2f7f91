#pragma once

#include "Core/Frames.h"
#include "Model/PeakCache.h"

#include <optional>

namespace loophole::aura
{

/**
    How loud a file is as a whole, from its peaks: the gated loudness of ITU-R BS.1770-4 without its K-weighting, which
    would need the samples.

        loudness = −0.691 + 10·log10 (mean of z over the blocks that pass both gates)
        z = Σ weight(channel) · mean square        of a block of 400 ms, one every 100 ms or less
        gates: −70 LUFS, then 10 LU below the loudness of what passed the first

    Mean squares are those of the level of the peaks that is next below 100 ms, so blocks are whole peaks long, and a
    file shorter than a block is one. Channels weigh 1, surrounds 1.41 and the LFE nothing; one channel counts twice,
    as it is heard on both sides. Against the K-weighted measure bass weighs more and treble up to 4 dB less.
*/
struct FileLoudness
{
    double lufs = 0;
    double peakDb = 0; ///< the largest sample, dBFS
};

/** None for a file that is silent, or all below the first gate. */
[[nodiscard]] std::optional<FileLoudness> loudnessOf(const PeakCache&);

/** What files are brought to by matching: the reference of ReplayGain 2. */
inline constexpr double matchedLufs = -18;

/** The gain that does so. A boost stops where the file's largest sample reaches full scale. */
[[nodiscard]] double matchGainDb(const FileLoudness&);

/** Silence at the head of a file is what stays below this. */
inline constexpr double firstSoundDb = -60;

/** Where a file begins to sound, to the 64 frames of its finest peaks; the start of one that never does. */
[[nodiscard]] FramePosition firstSoundOf(const PeakCache&);

} // namespace loophole::aura
