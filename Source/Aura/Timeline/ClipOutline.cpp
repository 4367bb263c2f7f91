#include "Aura/Timeline/ClipOutline.h"

#include "Aura/Mixer/FaderLaw.h"

#include <algorithm>
#include <cmath>

namespace loophole::aura
{
namespace
{

constexpr double widestEdge = 6;
constexpr double gainReach = 3;

} // namespace

ClipZone ClipOutline::zoneAt(double x, double y) const
{
    if (x < left || x > right || y < top || y >= top + height)
        return ClipZone::none;
    if (hasHandles() && y >= bodyTop() && y < bodyTop() + handle + 2)
    {
        // A handle lies inside of the clip, beside the end of its fade.
        if (std::abs(x - std::max(fadeInX, left + handle / 2)) <= handle / 2 + 1)
            return ClipZone::fadeIn;
        if (std::abs(x - std::min(fadeOutX, right - handle / 2)) <= handle / 2 + 1)
            return ClipZone::fadeOut;
    }
    // At least a third of a narrow clip is left to move it by.
    const auto edge = std::min(widestEdge, (right - left) / 3);
    if (hasEdges() && x < left + edge)
        return ClipZone::start;
    if (hasEdges() && x > right - edge)
        return ClipZone::end;
    if (hasHandles() && std::abs(y - gainY) <= gainReach)
        return ClipZone::gain;
    return ClipZone::body;
}

ClipOutline outlineOf(const Clip& clip, FrameCount length, FramePosition start, const Viewport& view, int top,
                      int height)
{
    ClipOutline outline;
    outline.left = view.xOf(start);
    outline.right = view.xOf(start + length);
    outline.top = top;
    outline.height = height;
    outline.fadeInX = view.xOf(start + clip.fadeIn);
    outline.fadeOutX = view.xOf(start + length - clip.fadeOut);
    const auto travel = FaderLaw::travelOf(std::min(clip.gainDb, FaderLaw::loudestDb));
    // Two pixels of air keep the line visible at both ends.
    outline.gainY = outline.bodyTop() + 2 + (1 - travel) * (outline.bodyHeight() - 4);
    return outline;
}

} // namespace loophole::aura
