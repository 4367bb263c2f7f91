#pragma once

#include "Signal/Mixer/Strip.h"

namespace loophole::signal
{

/** Whether the first samples of a sum are written (destination = …) or added (destination += …). */
enum class Summing : bool
{
    first,
    more
};

/** Largest absolute sample of samples[0 … frames); 0 for none. */
[[nodiscard]] float peakOf(const float* samples, int frames) noexcept;

void addTo(float* destination, const float* source, int frames, Summing) noexcept;

/** samples[i] *= factor; nothing for 1. */
void scale(float* samples, int frames, float factor) noexcept;

/**
    Sums one channel through a strip: destination[i] (+)= source[i] · gain; returns the level of source[i] · gain.
    While the ramp moves, frame i gets the gain i frames further on, or frames - 1 - i when time passes backwards.
*/
SummedLevel mixChannel(float* destination, const float* source, int frames, const GainRamp&, int channel, Travel,
                       Summing) noexcept;

/**
    Sums samples as they lie in a block: destination[i] (+)= source[i] · clipGain · stripGain, in this order; returns
    the level of the products. On the way the processor is made to fetch ahead[0 … frames), which is summed soon;
    any readable place will do where nothing is.
*/
SummedLevel sumStraight(float* destination, const float* source, int frames, float clipGain, float stripGain,
                        const float* ahead, Summing) noexcept;

} // namespace loophole::signal
