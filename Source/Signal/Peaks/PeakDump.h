#pragma once

#include "Model/PeakLayout.h"
#include "Signal/Codec/MediaReader.h"

#include <functional>

namespace loophole::signal
{

/** Receives one peak; false ends the dump. */
using PeakSink = std::function<bool(int channel, std::int64_t index, const Peak&)>;

/**
    Measures peaks of any length (≥ 1 frame) straight from the samples of a medium, in one pass and constant memory,
    without any cache. The last peak covers what is left. Peaks come in time order, channel by channel for each index;
    RMS is summed in double and rounded once.
*/
[[nodiscard]] Outcome<void> dumpPeaks(DiskThread&, MediaReader&, std::int64_t framesPerPeak, const PeakSink&);

} // namespace loophole::signal
