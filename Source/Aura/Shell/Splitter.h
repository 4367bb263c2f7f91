#pragma once

#include "Aura/Look/Look.h"

#include <functional>

namespace loophole::aura
{

/** The edge between two panels, a few pixels to grab around a hairline; dragged it tells how far from where it was. */
class Splitter final : public juce::Component
{
public:
    static constexpr int thickness = 5;

    explicit Splitter(bool isUpright) : isUpright(isUpright)
    {
        setMouseCursor(isUpright ? juce::MouseCursor::LeftRightResizeCursor : juce::MouseCursor::UpDownResizeCursor);
        setRepaintsOnMouseActivity(true);
        setMouseClickGrabsKeyboardFocus(false);
    }

    /** The size of the panel when the drag began, and the new one. */
    std::function<int()> sizeNow;
    std::function<void(int)> resizeTo;
    /** +1 where the panel grows with the coordinate, −1 where it shrinks. */
    int direction = 1;

    void paint(juce::Graphics& g) override
    {
        const auto& colours = Look::of(*this).colours();
        g.fillAll(colours.panel);
        g.setColour(isMouseOverOrDragging() ? colours.accent : colours.hairline);
        const auto middle = static_cast<float>(thickness / 2);
        if (isUpright)
            drawVerticalHairline(g, middle, 0, static_cast<float>(getHeight()));
        else
            drawHorizontalHairline(g, middle, 0, static_cast<float>(getWidth()));
    }
    void mouseDown(const juce::MouseEvent&) override { sizeBefore = sizeNow(); }
    void mouseDrag(const juce::MouseEvent& event) override
    {
        // In screen coordinates, because the splitter itself moves under the pointer.
        const auto moved = event.getScreenPosition() - event.getMouseDownScreenPosition();
        resizeTo(sizeBefore + direction * (isUpright ? moved.x : moved.y));
    }

private:
    bool isUpright;
    int sizeBefore = 0;
};

} // namespace loophole::aura
