#pragma once

#include "Core/Frames.h"
#include "Core/Limits.h"

#include <array>

namespace loophole::signal
{

/**
    blockFrames frames of one asset on its grid, planar float. Written once by a disk thread before it is published,
    never changed after. Frames past the end of the asset are silence, so readers need not know where it ends.
*/
struct Block
{
    int channelCount = 0;
    bool isProxy = false; ///< read from the asset's proxy
    std::array<float*, limits::maxChannels>
        channels{}; ///< blockFrames samples each, 64-byte aligned; owned by the pool

    [[nodiscard]] const float* channel(int index) const { return channels[static_cast<std::size_t>(index)]; }
};

} // namespace loophole::signal
