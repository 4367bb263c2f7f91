#pragma once

#include "Core/Frames.h"

namespace loophole::aura
{

/**
    Which frames the timeline shows: x is in pixels from the left edge of the lanes, frames are the session's. A pure
    value; every function that changes something returns the changed one, kept within its bounds.
*/
struct Viewport
{
    /** One frame over 64 pixels: far enough in to see the curve between single samples. */
    static constexpr double closest = 1.0 / 64.0;

    double framesPerPixel = 1024;
    double firstFrame = 0; ///< at x = 0, never negative
    double width = 960;    ///< pixels
    FrameCount content;    ///< end of the last clip, at least a few seconds so that an empty session has a ruler

    [[nodiscard]] double xOf(FramePosition) const;
    [[nodiscard]] double xOf(double frame) const { return (frame - firstFrame) / framesPerPixel; }
    /** The frame whose left edge is at or left of x. */
    [[nodiscard]] FramePosition frameAt(double x) const;
    [[nodiscard]] double exactFrameAt(double x) const { return firstFrame + x * framesPerPixel; }
    [[nodiscard]] FrameRange visible() const;

    /** Everything and a tenth of air on its right. */
    [[nodiscard]] double farthest() const;
    /** Where the view may start at the latest: the end of the content in the middle. */
    [[nodiscard]] double lastStart() const;

    /** The frame under x stays under x. A factor above 1 shows more. */
    [[nodiscard]] Viewport zoomed(double factor, double x) const;
    [[nodiscard]] Viewport scrolled(double pixels) const;
    [[nodiscard]] Viewport startingAt(double frame) const;
    [[nodiscard]] Viewport showing(FrameRange) const;
    [[nodiscard]] Viewport showingAll() const;
    /** Turned a page so that the frame is a tenth in from the left, or as it was where the frame is visible already. */
    [[nodiscard]] Viewport following(FramePosition) const;
    [[nodiscard]] Viewport resized(double newWidth, FrameCount newContent) const;

    bool operator==(const Viewport&) const = default;
};

} // namespace loophole::aura
