#pragma once

#include "Model/PeakCache.h"
#include "Signal/Codec/MediaReader.h"

#include <functional>

namespace loophole::signal
{

/**
    Looks into a medium at evenly spread places, 8 first, then between them again and again, up to 512, until `isTimeUp`
    says so or something cannot be read. A place between the first 8 that was not reached shows what the nearest one
    before it does, one of those 8 is silent; none at all is an empty sketch. Each look is short (2,048 frames), so
    extremes are close to, and never beyond, those of the place.
*/
[[nodiscard]] PeakSketch sketchPeaks(DiskThread&, MediaReader&, const std::function<bool()>& isTimeUp);

} // namespace loophole::signal
