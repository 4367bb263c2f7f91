#pragma once

#include <juce_gui_basics/juce_gui_basics.h>

namespace loophole::aura
{

/**
    Rectangles with round corners, drawn as plain rectangles but for the rows with the corners: a path as high as the
    whole is scanned line by line, which costs several times as much for the hundreds of clips in view.
*/
void fillRoundedArea(juce::Graphics&, juce::Rectangle<float>, float radius);
/** Its lower corners are square. */
void fillRoundedTop(juce::Graphics&, juce::Rectangle<float>, float radius);
/** The line lies half inside and half outside of the area's edge. */
void drawRoundedArea(juce::Graphics&, juce::Rectangle<float>, float radius, float thickness);

} // namespace loophole::aura
