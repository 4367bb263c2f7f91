#pragma once

#include "Aura/Look/Look.h"

namespace loophole::aura
{

class KeyMap;

/** All keys at a glance, over the window; a click or Escape closes it. */
class KeyMapPage final : public juce::Component
{
public:
    explicit KeyMapPage(const KeyMap&);

    void paint(juce::Graphics&) override;
    void mouseDown(const juce::MouseEvent&) override { setVisible(false); }
    /** Keys may be others than last time. */
    void visibilityChanged() override;

private:
    void paintColumn(juce::Graphics&, juce::Rectangle<int>, std::size_t first, std::size_t last) const;

    struct Line
    {
        juce::String keys;
        juce::String name;
        bool isHeading = false;
    };
    const KeyMap& keys;
    std::vector<Line> lines;
};

} // namespace loophole::aura
