#include "Signal/Mixer/ClipList.h"

#include <algorithm>
#include <bit>
#include <cstdint>

namespace loophole::signal
{
namespace
{

/** SplitMix64's finaliser (Steele, Lea, Flood 2014): every input bit reaches every output bit. */
std::uint64_t mixed(std::uint64_t state, std::uint64_t value)
{
    state ^= value + 0x9e3779b97f4a7c15u;
    state = (state ^ (state >> 30)) * 0xbf58476d1ce4e5b9u;
    state = (state ^ (state >> 27)) * 0x94d049bb133111ebu;
    return state ^ (state >> 31);
}

/** As PlannedClip::sound says. */
std::uint64_t soundOf(const PlannedClip& clip)
{
    const auto& line = clip.timeline;
    // A plain clip is told by how its asset lies on the timeline, so that the two halves of a split are one sound.
    const bool isPlain = line.isUnityRate() && !line.loop && !line.reverse;
    const auto start = line.start.value();
    const auto first = line.first.value();
    auto sound = mixed(0, static_cast<std::uint64_t>(isPlain ? first - start : start));
    sound = mixed(sound, static_cast<std::uint64_t>(isPlain ? 0 : first));
    sound = mixed(sound, static_cast<std::uint64_t>(line.reverse ? line.length.value() : 0));
    sound = mixed(sound, (line.loop ? 1u : 0u) + (line.reverse ? 2u : 0u));
    sound = mixed(sound, std::bit_cast<std::uint64_t>(line.playRate));
    sound = mixed(sound, std::bit_cast<std::uint32_t>(clip.gain));
    return mixed(sound, reinterpret_cast<std::uintptr_t>(clip.table.get()));
}

} // namespace

ClipList::ClipList(std::vector<PlannedClip> clips) : sorted(std::move(clips))
{
    std::erase_if(sorted, [](const PlannedClip& clip) { return clip.timeline.length.value() <= 0; });
    std::stable_sort(sorted.begin(), sorted.end(),
                     [](const auto& a, const auto& b) { return a.timeline.start < b.timeline.start; });
    starts.reserve(sorted.size());
    for (auto& clip : sorted)
    {
        clip.sound = soundOf(clip);
        starts.push_back(clip.timeline.start);
    }

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

const PlannedClip* ClipList::onlyIn(FrameRange range) const noexcept
{
    const PlannedClip* only = nullptr;
    int count = 0;
    forEachIn(range,
              [&](const PlannedClip& clip)
              {
                  only = &clip;
                  ++count;
              });
    return count == 1 ? only : nullptr;
}

void ClipList::prefetch() const noexcept
{
    __builtin_prefetch(starts.data());
    __builtin_prefetch(latestEnd.data());
    const auto* clip = reinterpret_cast<const char*>(sorted.data());
    for (std::size_t byte = 0; byte < sizeof(PlannedClip); byte += 64)
        __builtin_prefetch(clip + byte);
}

} // namespace loophole::signal
