#pragma once

#include "Aura/Timeline/Snapping.h"
#include "Aura/Timeline/TrackIndexes.h"
#include "Aura/Timeline/Viewport.h"
#include "Core/Ids.h"

#include <functional>
#include <unordered_set>

namespace loophole::aura
{

/** What the timeline's parts share: where it looks, what is selected and how the hand is guided. Owned by
    TimelineView, used on the message thread. */
struct TimelineState
{
    static constexpr int lowestTrack = 28;
    static constexpr int highestTrack = 240;

    explicit TimelineState(AuraModel& model) : indexes(model) {}

    Viewport viewport;
    int scrollY = 0;
    int trackHeight = 72;
    std::unordered_set<ClipId> selection;
    TrackId track; ///< the one that keys act on
    bool followsPlayhead = true;
    bool snaps = true;
    TimeBase timeBase = TimeBase::clock;
    std::uint32_t zoomEpoch = 1;
    bool showsWholeSession = true; ///< until the user looks elsewhere, also while lengths are still becoming known
    TrackIndexes indexes;

    /** Something above has changed: everything is to be laid out and painted again. */
    std::function<void()> changed;
    /** The hand rests: what is selected now stays so for a while. */
    std::function<void()> selectionSettled;

    /** The user looks at this from now on. */
    void show(const Viewport& next)
    {
        showsWholeSession = false;
        if (next.framesPerPixel != viewport.framesPerPixel)
            ++zoomEpoch;
        if (next == viewport)
            return;
        viewport = next;
        if (changed)
            changed();
    }
    [[nodiscard]] int yOf(std::size_t trackNumber) const
    {
        return static_cast<int>(trackNumber) * trackHeight - scrollY;
    }
    /** Index of the track at a height of the lanes; may be beyond the last one. */
    [[nodiscard]] std::size_t trackAt(int y) const
    {
        return static_cast<std::size_t>(std::max(0, (y + scrollY) / trackHeight));
    }
};

} // namespace loophole::aura
