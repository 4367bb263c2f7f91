#pragma once

#include "Aura/Timeline/Viewport.h"
#include "Model/ClipTimeline.h"

namespace loophole::aura
{

/** What of a clip a hand can take hold of. */
enum class ClipZone
{
    none,
    body,
    start,
    end,
    fadeIn,
    fadeOut,
    gain
};

/** Where a clip and its handles lie on the screen: what is painted and what the pointer finds are the same. Pure. */
struct ClipOutline
{
    static constexpr int stripHeight = 16;
    static constexpr double handle = 8;

    double left = 0; ///< pixels
    double right = 0;
    int top = 0;
    int height = 0;
    double fadeInX = 0; ///< where the fade has ended; the clip's edge where there is none
    double fadeOutX = 0;
    double gainY = 0;

    [[nodiscard]] bool hasStrip() const { return height >= 2 * stripHeight; }
    [[nodiscard]] int bodyTop() const { return hasStrip() ? top + stripHeight : top; }
    [[nodiscard]] int bodyHeight() const { return top + height - bodyTop(); }
    /** Narrower or lower clips can only be moved and trimmed. */
    [[nodiscard]] bool hasHandles() const { return right - left >= 40 && bodyHeight() >= 24; }
    [[nodiscard]] bool hasEdges() const { return right - left >= 10; }

    [[nodiscard]] ClipZone zoneAt(double x, double y) const;
};

/** `start` is where the clip is shown. */
[[nodiscard]] ClipOutline outlineOf(const Clip&, FrameCount length, FramePosition start, const Viewport&, int top,
                                    int height);

} // namespace loophole::aura
