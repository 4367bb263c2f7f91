#pragma once

#include "Signal/Cache/Block.h"
#include "Signal/Stream/BlockResampler.h"
#include "Signal/Stream/GridMapping.h"
#include "Signal/Stream/OpenMedium.h"

namespace loophole::signal
{

/** The asset frames that these grid frames are made of; they may reach outside the asset. */
[[nodiscard]] FrameRange sourceFramesOf(const GridMapping&, SincTables&, FrameRange gridFrames);

/**
    Reads block `index` of the grid into `block`, whose channels beyond the medium's are left silent: straight where the
   grid's frames are the asset's own, otherwise resampled with `tables`. Grid frames outside the asset are silent. A
   Failure leaves the block's samples undefined.
*/
[[nodiscard]] Outcome<void> fillBlock(DiskThread&, OpenMedium&, const GridMapping&, SincTables& tables,
                                      FrameCount gridLength, std::int64_t index, Block& block);

} // namespace loophole::signal
