#pragma once

#include "Model/PeakCache.h"

#include <span>

namespace loophole::aura
{

/** Extent and RMS over frames [from, to) from peaks of `framesPerPeak` each: every peak that the stretch touches
    counts whole. Silence outside the peaks. Pure. */
[[nodiscard]] Peak columnFromPeaks(std::span<const Peak> peaks, double framesPerPeak, double from, double to);

/** The same from true samples, of which the first is frame `firstFrame`. The frame at `to` counts too, so that
    neighbouring columns touch and a steep slope has no gaps. */
[[nodiscard]] Peak columnFromSamples(std::span<const float> samples, double firstFrame, double from, double to);

/** How well a column is known. */
enum class Certainty : std::uint8_t
{
    none,
    sketched, ///< from a few short looks into the medium
    sharp
};

struct Column
{
    Peak peak;
    Certainty certainty = Certainty::none;
};

/** The same from a level of a cache, as far as it is there and sound, else from a level below the one asked for, else
    from the sketch. Computes checksums where need be: not for the message thread. */
[[nodiscard]] Column columnFromCache(const PeakCache&, int channel, int level, double from, double to);

/**
    The band-limited curve through the samples at a position between them (frame 0 is samples[0]): a sinc of ±8
    frames under a Hann window, equal to the samples at whole frames. Silence outside.
*/
[[nodiscard]] float interpolatedAt(std::span<const float> samples, double position);

} // namespace loophole::aura
