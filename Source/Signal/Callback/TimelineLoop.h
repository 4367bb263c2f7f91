#pragma once

#include "Core/Frames.h"

#include <algorithm>
#include <cstdint>

namespace loophole::signal
{

/**
    The transport's loop. Positions that count on through the loop's end fold back into it; a head that stands behind
    the end plays on without looping.
*/
struct TimelineLoop
{
    bool isOn = false;
    FrameRange range;

    /** Whether a head that got to `position` will wrap. */
    [[nodiscard]] bool catches(FramePosition position) const noexcept
    {
        return isOn && !range.isEmpty() && position < range.end();
    }

    /** Where a head that counts on is on the timeline. Only for heads that the loop catches. */
    [[nodiscard]] FramePosition folded(std::int64_t counted) const noexcept
    {
        const auto start = range.start.value();
        return FramePosition(counted < range.end().value() ? counted
                                                           : start + (counted - start) % range.length.value());
    }

    /** Frames from `position` to the wrap. */
    [[nodiscard]] std::int64_t framesLeft(FramePosition position) const noexcept
    {
        return (range.end() - position).value();
    }

    bool operator==(const TimelineLoop&) const = default;
};

} // namespace loophole::signal
