#include "Aura/Look/RoundedArea.h"

#include <cmath>

namespace loophole::aura
{
namespace
{

/** Where the rows with the corners end, on whole pixels: two halves of one pixel are less than the whole. */
struct Rows
{
    Rows(const juce::Graphics& g, juce::Rectangle<float> area, float radius)
    {
        const auto scale = g.getInternalContext().getPhysicalPixelScaleFactor();
        top = std::ceil((area.getY() + radius) * scale) / scale;
        bottom = std::floor((area.getBottom() - radius) * scale) / scale;
    }

    float top, bottom;
};

/** From where the rows with the corners end, around two corners to the same height on the other side; curved as
    by Path::addRoundedRectangle. */
juce::Path cap(juce::Rectangle<float> area, float radius, float from, bool isUpper)
{
    constexpr auto control = 0.45f;
    const auto edge = isUpper ? area.getY() : area.getBottom();
    const auto inwards = isUpper ? radius : -radius;
    juce::Path path;
    path.startNewSubPath(area.getX(), from);
    path.lineTo(area.getX(), edge + inwards);
    path.cubicTo(area.getX(), edge + control * inwards, area.getX() + control * radius, edge, area.getX() + radius,
                 edge);
    path.lineTo(area.getRight() - radius, edge);
    path.cubicTo(area.getRight() - control * radius, edge, area.getRight(), edge + control * inwards, area.getRight(),
                 edge + inwards);
    path.lineTo(area.getRight(), from);
    return path;
}

} // namespace

void fillRoundedTop(juce::Graphics& g, juce::Rectangle<float> area, float radius)
{
    const Rows rows(g, area, radius);
    auto path = cap(area, radius, rows.top, true);
    path.closeSubPath();
    g.fillPath(path);
    g.fillRect(area.withTop(rows.top));
}

void fillRoundedArea(juce::Graphics& g, juce::Rectangle<float> area, float radius)
{
    const Rows rows(g, area, radius);
    if (rows.bottom <= rows.top || area.getWidth() < 2 * radius)
        return g.fillRoundedRectangle(area, radius);
    for (const auto isUpper : {true, false})
    {
        auto path = cap(area, radius, isUpper ? rows.top : rows.bottom, isUpper);
        path.closeSubPath();
        g.fillPath(path);
    }
    g.fillRect(area.withTop(rows.top).withBottom(rows.bottom));
}

void drawRoundedArea(juce::Graphics& g, juce::Rectangle<float> area, float radius, float thickness)
{
    const Rows rows(g, area, radius);
    if (rows.bottom <= rows.top || area.getWidth() < 2 * radius)
        return g.drawRoundedRectangle(area, radius, thickness);
    for (const auto isUpper : {true, false})
        g.strokePath(cap(area, radius, isUpper ? rows.top : rows.bottom, isUpper), juce::PathStrokeType(thickness));
    for (const auto x : {area.getX(), area.getRight()})
        g.fillRect(juce::Rectangle<float>(x - thickness / 2, rows.top, thickness, rows.bottom - rows.top));
}

} // namespace loophole::aura
