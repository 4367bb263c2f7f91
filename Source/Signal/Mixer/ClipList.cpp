#include "Signal/Mixer/ClipList.h"

#include <algorithm>
#include <bit>

namespace loophole::signal
{

ClipList::ClipList(std::vector<PlannedClip> clips) : sorted(std::move(clips))
{
    std::erase_if(sorted, [](const PlannedClip& clip) { return clip.timeline.length.value() <= 0; });
    std::stable_sort(sorted.begin(), sorted.end(),
                     [](const auto& a, const auto& b) { return a.timeline.start < b.timeline.start; });
    starts.reserve(sorted.size());
    for (const auto& clip : sorted)
        starts.push_back(clip.timeline.start);

    // Leaves without a clip end before everything, so that no search ever goes there.
    leaves = std::bit_ceil(std::max<std::size_t>(1, sorted.size()));
    latestEnd.assign(2 * leaves, FramePosition(INT64_MIN));
    for (std::size_t i = 0; i < sorted.size(); ++i)
        latestEnd[leaves + i] = sorted[i].timeline.end();
    for (auto node = leaves - 1; node > 0; --node)
        latestEnd[node] = std::max(latestEnd[2 * node], latestEnd[2 * node + 1]);
}

FramePosition ClipList::end() const noexcept
{
    return sorted.empty() ? FramePosition(0) : latestEnd[1];
}

std::size_t ClipList::countStartingBefore(FramePosition position) const noexcept
{
    return static_cast<std::size_t>(std::lower_bound(starts.begin(), starts.end(), position) - starts.begin());
}

bool ClipList::hasAnyIn(FrameRange range) const
{
    bool found = false;
    forEachIn(range, [&found](const PlannedClip&) { found = true; });
    return found;
}

} // namespace loophole::signal
