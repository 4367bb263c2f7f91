#pragma once

#include "Core/Frames.h"
#include "Core/Ids.h"
#include "Model/ClipTimeline.h"
#include "Signal/Cache/BlockTable.h"
#include "Signal/Mixer/StreamHandle.h"

#include <cstddef>
#include <memory>
#include <vector>

namespace loophole::signal
{

/** A clip ready to be heard. */
struct PlannedClip
{
    ClipId id;
    AssetId asset;
    ClipTimeline timeline;
    float gain = 1.0f;
    FrameCount fadeIn;
    FrameCount fadeOut;
    std::shared_ptr<const BlockTable> table; ///< null while the asset is missing
    std::shared_ptr<StreamHandle> handle;
    /** Equal for clips that play the same samples at the same times, as the two halves of a split do; set by ClipList.
     */
    std::uint64_t sound = 0;
};

/**
    The clips of one track by start, with a tree of their ends over them, so that finding what sounds in a stretch
    costs O(log n + found) however many lie before and after. Immutable; plans share it while the track's clips and
    their tables stay as they are.
*/
class ClipList
{
public:
    ClipList() = default;
    /** Clips of no length are left out; those that start together stay in the order given. */
    explicit ClipList(std::vector<PlannedClip> clips);

    [[nodiscard]] const std::vector<PlannedClip>& clips() const noexcept { return sorted; }
    [[nodiscard]] FramePosition end() const noexcept;

    /** Calls visit(const PlannedClip&) for each clip that sounds in `range`, by start. Realtime-safe if `visit` is. */
    template <class Visit>
    void forEachIn(FrameRange range, Visit&& visit) const
    {
        if (const auto last = countStartingBefore(range.end()); last > 0 && !range.isEmpty())
            descend(1, 0, leaves, last, range.start, visit);
    }

    [[nodiscard]] bool hasAnyIn(FrameRange range) const;

    /** The clip that sounds in `range` where there is exactly one, otherwise null. Realtime-safe. */
    [[nodiscard]] const PlannedClip* onlyIn(FrameRange range) const noexcept;

    /** Has the processor fetch what a search of a short list looks at. */
    void prefetch() const noexcept;

private:
    [[nodiscard]] std::size_t countStartingBefore(FramePosition) const noexcept;

    /** Node i of the tree covers the leaves [from, from + count); its children are 2i and 2i + 1. Depth is
     * log2(leaves). */
    template <class Visit>
    void descend(std::size_t node, std::size_t from, std::size_t count, std::size_t last, FramePosition start,
                 Visit& visit) const
    {
        if (from >= last || latestEnd[node] <= start)
            return;
        if (count == 1)
        {
            visit(sorted[from]);
            return;
        }
        descend(2 * node, from, count / 2, last, start, visit);
        descend(2 * node + 1, from + count / 2, count / 2, last, start, visit);
    }

    std::vector<PlannedClip> sorted;
    std::vector<FramePosition> starts;    ///< of `sorted`, packed for the binary search
    std::vector<FramePosition> latestEnd; ///< 2 × leaves nodes, root at 1
    std::size_t leaves = 0;               ///< a power of two
};

} // namespace loophole::signal
