#include "Pulse/Scheduling/LastPositions.h"

#include "Core/Limits.h"

#include <algorithm>
#include <cstdlib>

namespace loophole
{

void LastPositions::remember(FramePosition left)
{
    // The remembered position itself stays: what was read for it need not be read anew.
    const auto isNear = [left](FramePosition other) { return std::abs((other - left).value()) < limits::blockFrames; };
    if (const auto known = std::ranges::find_if(positions, isNear); known != positions.end())
    {
        left = *known;
        positions.erase(known);
    }
    positions.push_front(left);
    if (positions.size() > most)
        positions.pop_back();
}

std::vector<JumpHint> LastPositions::hints(const AdviserView&)
{
    std::vector<JumpHint> all;
    for (const auto position : positions)
        all.push_back({position, first - step * static_cast<double>(all.size())});
    return all;
}

} // namespace loophole
