#include "Aura/Look/RoundedArea.h"

#include <catch2/catch.hpp>

#include <algorithm>
#include <functional>

using namespace loophole::aura;

namespace
{

/** Of 255, at the edges: a path is scanned in fractions of a row, a rectangle is not. */
constexpr int roundings = 32;

using Draw = std::function<void(juce::Graphics&)>;

juce::Image drawn(float scale, const Draw& draw)
{
    const juce::Image image(juce::Image::ARGB, 120, 120, true, juce::SoftwareImageType());
    juce::Graphics g(image);
    g.addTransform(juce::AffineTransform::scale(scale));
    g.setColour(juce::Colours::white);
    draw(g);
    return image;
}

/** The most that any pixel's alpha differs, of 255. */
int difference(float scale, const Draw& one, const Draw& other)
{
    const auto a = drawn(scale, one);
    const auto b = drawn(scale, other);
    auto most = 0;
    for (auto y = 0; y < a.getHeight(); ++y)
        for (auto x = 0; x < a.getWidth(); ++x)
            most = std::max(most, std::abs(a.getPixelAt(x, y).getAlpha() - b.getPixelAt(x, y).getAlpha()));
    return most;
}

} // namespace

TEST_CASE("an area drawn in parts is the one that is drawn in one piece")
{
    for (const auto scale : {1.0f, 1.5f, 2.0f})
        for (const auto& area :
             {juce::Rectangle<float>(5, 5, 50, 40), {5, 5, 12, 6}, {5, 5, 5, 40}, {5, 5, 50, 4}, {5.5f, 5.5f, 49, 39}})
        {
            INFO(scale << ' ' << area.toString());
            CHECK(difference(
                      scale, [&](auto& g) { fillRoundedArea(g, area, 3); },
                      [&](auto& g) { g.fillRoundedRectangle(area, 3); }) <= roundings);
            CHECK(difference(
                      scale, [&](auto& g) { drawRoundedArea(g, area, 3, 1); },
                      [&](auto& g) { g.drawRoundedRectangle(area, 3, 1); }) <= roundings);
            CHECK(difference(
                      scale, [&](auto& g) { drawRoundedArea(g, area, 3, 1.5f); },
                      [&](auto& g) { g.drawRoundedRectangle(area, 3, 1.5f); }) <= roundings);
        }
}

TEST_CASE("an area that is round at its top is the upper part of a higher one")
{
    for (const auto scale : {1.0f, 2.0f})
        CHECK(difference(
                  scale, [](auto& g) { fillRoundedTop(g, {5, 5, 50, 16}, 3); },
                  [](auto& g)
                  {
                      g.reduceClipRegion({5, 5, 50, 16});
                      g.fillRoundedRectangle({5, 5, 50, 40}, 3);
                  }) <= roundings);
}
