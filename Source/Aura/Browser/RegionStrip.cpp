#include "Aura/Browser/RegionStrip.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace loophole::aura
{
namespace
{

constexpr float gripPixels = 3;

} // namespace

FramePosition FileScale::frameAt(int x) const
{
    if (width <= 0)
        return {};
    const auto share = std::clamp(static_cast<double>(x - left) / width, 0.0, 1.0);
    return FramePosition(std::llround(share * static_cast<double>(length.value())));
}

float FileScale::xOf(FramePosition frame) const
{
    if (length.isZero())
        return static_cast<float>(left);
    const auto share = static_cast<double>(frame.value()) / static_cast<double>(length.value());
    return static_cast<float>(left + share * width);
}

RegionGrip gripAt(const FileScale& scale, FrameRange region, int x)
{
    if (region.isEmpty())
        return RegionGrip::none;
    const auto at = static_cast<float>(x);
    const auto toStart = std::abs(at - scale.xOf(region.start));
    const auto toEnd = std::abs(at - scale.xOf(region.end()));
    if (std::min(toStart, toEnd) <= gripPixels)
        return toStart < toEnd ? RegionGrip::start : RegionGrip::end;
    return at > scale.xOf(region.start) && at < scale.xOf(region.end()) ? RegionGrip::whole : RegionGrip::none;
}

FrameRange regionDragged(const FileScale& scale, FrameRange region, RegionGrip grip, int fromX, int toX)
{
    if (grip == RegionGrip::whole)
        return region;
    const auto still = grip == RegionGrip::start ? region.end()
                       : grip == RegionGrip::end ? region.start
                                                 : scale.frameAt(fromX);
    const auto [from, to] = std::minmax({still, scale.frameAt(toX)}); // by value
    return FrameRange::between(from, to);
}

} // namespace loophole::aura
