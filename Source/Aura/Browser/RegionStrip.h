#pragma once

#include "Core/Frames.h"

namespace loophole::aura
{

/** Where a file's frames lie in a strip of pixels that shows all of it. */
struct FileScale
{
    int left = 0;
    int width = 0;
    FrameCount length; ///< of the file

    /** Nearest frame, inside the file or at its end. */
    [[nodiscard]] FramePosition frameAt(int x) const;
    [[nodiscard]] float xOf(FramePosition) const;
};

/** What a hand finds at a place of the strip in which a region lies. */
enum class RegionGrip
{
    none, ///< a new one begins here
    start,
    end,
    whole ///< to be carried away
};

/** Edges are held within three pixels; of a region that is narrower than both its grips, the nearer edge. */
[[nodiscard]] RegionGrip gripAt(const FileScale&, FrameRange region, int x);

/** The region that a hand has drawn from one place to another, either way, or `grip` of one taken there. */
[[nodiscard]] FrameRange regionDragged(const FileScale&, FrameRange region, RegionGrip grip, int fromX, int toX);

} // namespace loophole::aura
