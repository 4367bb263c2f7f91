#include "Aura/Timeline/Viewport.h"

#include <algorithm>
#include <cmath>

namespace loophole::aura
{
namespace
{

constexpr double narrowestWidth = 16;

Viewport withinBounds(Viewport view)
{
    view.framesPerPixel = std::clamp(view.framesPerPixel, Viewport::closest, view.farthest());
    view.firstFrame = std::clamp(view.firstFrame, 0.0, view.lastStart());
    return view;
}

} // namespace

double Viewport::xOf(FramePosition position) const
{
    return xOf(static_cast<double>(position.value()));
}

FramePosition Viewport::frameAt(double x) const
{
    return FramePosition(static_cast<std::int64_t>(std::floor(exactFrameAt(x))));
}

FrameRange Viewport::visible() const
{
    const auto end = static_cast<std::int64_t>(std::ceil(exactFrameAt(width))) + 1;
    return FrameRange::between(frameAt(0), FramePosition(end));
}

double Viewport::farthest() const
{
    return std::max(1.0, static_cast<double>(content.value()) * 1.1 / std::max(width, narrowestWidth));
}

double Viewport::lastStart() const
{
    return std::max(0.0, static_cast<double>(content.value()) - framesPerPixel * width * 0.5);
}

Viewport Viewport::zoomed(double factor, double x) const
{
    auto view = *this;
    const auto held = exactFrameAt(x);
    view.framesPerPixel = std::clamp(framesPerPixel * factor, closest, farthest());
    view.firstFrame = held - x * view.framesPerPixel;
    return withinBounds(view);
}

Viewport Viewport::scrolled(double pixels) const
{
    return startingAt(firstFrame + pixels * framesPerPixel);
}

Viewport Viewport::startingAt(double frame) const
{
    auto view = *this;
    view.firstFrame = frame;
    return withinBounds(view);
}

Viewport Viewport::showing(FrameRange range) const
{
    if (range.isEmpty())
        return *this;
    // A twentieth of air on either side, so that the ends can be seen and grabbed.
    const auto length = static_cast<double>(range.length.value());
    auto view = *this;
    view.framesPerPixel = length * 1.1 / std::max(width, narrowestWidth);
    view.firstFrame = static_cast<double>(range.start.value()) - length * 0.05;
    return withinBounds(view);
}

Viewport Viewport::showingAll() const
{
    auto view = *this;
    view.framesPerPixel = farthest();
    view.firstFrame = 0;
    return withinBounds(view);
}

Viewport Viewport::following(FramePosition position) const
{
    const auto x = xOf(position);
    return x >= 0 && x < width ? *this
                               : startingAt(static_cast<double>(position.value()) - width * 0.1 * framesPerPixel);
}

Viewport Viewport::resized(double newWidth, FrameCount newContent) const
{
    auto view = *this;
    view.width = std::max(newWidth, narrowestWidth);
    view.content = newContent;
    return withinBounds(view);
}

} // namespace loophole::aura
