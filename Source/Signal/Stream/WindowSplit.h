#pragma once

#include "Core/Frames.h"
#include "Model/ClipTimeline.h"

#include <cstdint>
#include <vector>

namespace loophole::signal
{

/** One block that a window needs. */
struct NeededBlock
{
    std::int64_t index = 0;
    std::int64_t outputFrame = 0; ///< frame of the clip's output at which it is needed first

    bool operator==(const NeededBlock&) const = default;
};

/**
    The blocks of the asset's grid that the clip's output frames `range` read, each once, in the order in which they
    are needed first. `margin` grid frames are read on either side of every position (the kernel of a moving rate);
    where the clip loops they wrap with it. Grid frames outside [0, gridLength) are silent and need no block.
    With `backwards` the output is heard from the range's end to its start, as when scrubbing towards the beginning.
*/
[[nodiscard]] std::vector<NeededBlock> splitWindow(const ClipTimeline&, FrameRange range, FrameCount gridLength,
                                                   int margin, bool backwards = false);

} // namespace loophole::signal
