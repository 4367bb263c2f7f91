#pragma once

#include "Aura/Timeline/Snapping.h"
#include "Aura/Timeline/TrackIndexes.h"
#include "Aura/Timeline/TrackRows.h"
#include "Aura/Timeline/Viewport.h"
#include "Core/Ids.h"

#include <functional>
#include <optional>
#include <unordered_set>

namespace loophole::aura
{

/** A stretch of time on some tracks. */
struct RangeSelection
{
    FrameRange frames;
    std::vector<TrackId> tracks;

    bool operator==(const RangeSelection&) const = default;
};

/** What the timeline's parts share: where it looks, what is selected and how the hand is guided. Owned by
    TimelineView, used on the message thread. */
struct TimelineState
{
    explicit TimelineState(AuraModel& model) : indexes(model) {}

    Viewport viewport;
    int scrollY = 0;
    int lanesHeight = 0; ///< pixels that are in view
    TrackRows rows;
    std::unordered_set<ClipId> selection;
    std::optional<RangeSelection> range; ///< a stretch of time that is selected instead of clips
    TrackId track;                       ///< the one that keys act on
    bool followsPlayhead = true;
    bool snaps = true;
    bool scrubs = false; ///< a drag over clips is heard instead of moving them
    TimeBase timeBase = TimeBase::clock;
    std::uint32_t zoomEpoch = 1;
    bool showsWholeSession = true; ///< until the user looks elsewhere, also while lengths are still becoming known
    std::uint64_t updates = 0; ///< counts what `changed` has told of, so that others see that something may be selected
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
    /** Scrolls so far that the track is in view. */
    void revealTrack(std::size_t track)
    {
        const auto top = rows.top(track);
        scrollY = std::min(std::max(scrollY, top + rows.height(track) - lanesHeight), top);
    }
    [[nodiscard]] int yOf(std::size_t trackNumber) const { return rows.top(trackNumber) - scrollY; }
    /** Index of the track at a height of the lanes; may be beyond the last one. */
    [[nodiscard]] std::size_t trackAt(int y) const { return rows.at(std::max(0, y + scrollY)); }
};

} // namespace loophole::aura
