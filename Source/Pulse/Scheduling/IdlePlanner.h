#pragma once

#include "Pulse/Scheduling/ReadPlanner.h"

namespace loophole
{

/** What memory that nothing else needs is filled with. */
struct IdlePlan
{
    std::vector<PlannedWindow> windows;
    FramePosition centre;
    FrameCount reach;      ///< on either side
    std::size_t bytes = 0; ///< that the windows take, clips that overlap counted each
    bool isWhole = false;  ///< nothing of the session lies farther away
};

/**
    Windows for what lies around `centre`, the nearest first, as far as `bytes` go: two for each clip that is heard on
    both sides of it, each in the direction away from it. Their deadlines are distances and no times, so that a plan
    stays the same while the playhead rests. Clips whose medium is not present get none. Pure.
*/
[[nodiscard]] IdlePlan planIdle(const SessionIndex&, const MediaLookup&, FramePosition centre, std::uint32_t revision,
                                std::size_t bytes);

} // namespace loophole
