#include "Pulse/Scheduling/NearestMarkers.h"

#include <algorithm>
#include <cstdlib>

namespace loophole
{

std::vector<JumpHint> NearestMarkers::hints(const AdviserView& view)
{
    std::vector<FramePosition> markers;
    for (const auto& marker : view.session.markers)
        markers.push_back(marker.position);
    const auto distance = [&](FramePosition marker) { return std::abs((marker - view.position).value()); };
    const auto nearest = std::min(markers.size(), most);
    std::ranges::partial_sort(markers, markers.begin() + static_cast<std::ptrdiff_t>(nearest), {}, distance);
    std::vector<JumpHint> all;
    for (std::size_t i = 0; i < nearest; ++i)
        all.push_back({markers[i], first - step * static_cast<double>(i)});
    return all;
}

} // namespace loophole
