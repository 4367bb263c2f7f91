#pragma once

#include "Aura/Shell/AuraContext.h"
#include "Aura/Timeline/TimelineState.h"

#include <juce_gui_basics/juce_gui_basics.h>

namespace loophole::aura
{

/** Time along the top: a click goes there, a drag scrubs with sound, Shift and a drag sets the loop. */
class Ruler final : public juce::Component, public juce::SettableTooltipClient
{
public:
    static constexpr int height = 28;

    Ruler(AuraContext&, TimelineState&);

    void frame();
    /** True when there was a scrub or a loop to take back. */
    bool cancelDrag();

    void paint(juce::Graphics&) override;
    void mouseDown(const juce::MouseEvent&) override;
    void mouseDrag(const juce::MouseEvent&) override;
    void mouseUp(const juce::MouseEvent&) override;
    void mouseMove(const juce::MouseEvent&) override;

private:
    enum class Gesture
    {
        none,
        seek,
        scrub,
        loop
    };

    void paintLoop(juce::Graphics&) const;
    void paintPlayhead(juce::Graphics&) const;
    [[nodiscard]] FramePosition frameUnder(const juce::MouseEvent&, bool snaps) const;

    AuraContext& context;
    TimelineState& state;
    Gesture gesture = Gesture::none;
    FramePosition loopAnchor;
    FrameRange loopBefore;
    FramePosition positionBefore;
    int playheadX = -1;
};

} // namespace loophole::aura
