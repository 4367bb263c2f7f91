#pragma once

#include "Signal/Mixer/MixKernels.h"

namespace loophole::signal
{

/**
    Lays sound of one width on sound of another; planar.
      - one channel on two or more: to the first two at unity;
      - no more channels than there is room for: straight, the rest silent;
      - more than two on fewer: folded to two by ITU-R BS.775 (centre and surrounds at 1/sqrt(2); a single rear centre
        at 1/2 on both sides; the LFE left out, as the recommendation does), not normalised;
      - two on one: half the sum.
    Channels are in the order of WAVE files: 3 L R C · 4 L R Ls Rs · 5 L R C Ls Rs · 6 L R C LFE Ls Rs ·
    7 L R C LFE Cs Ls Rs · 8 L R C LFE Lb Rb Ls Rs.
*/
void foldChannels(const float* const* source, int sourceChannels, float* const* destination, int channels, int at,
                  int frames, Summing) noexcept;

} // namespace loophole::signal
