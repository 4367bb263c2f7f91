#pragma once

#include "Aura/Shell/AuraContext.h"
#include "Aura/Timeline/Gestures/LoopGesture.h"
#include "Aura/Timeline/TimelineState.h"

#include <juce_gui_basics/juce_gui_basics.h>

namespace loophole::aura
{

/** Time along the top: a click goes there, a drag scrubs with sound, Shift and a drag sets the loop, whose bar is
   dragged by its ends or as a whole. */
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
    void paintLoop(juce::Graphics&) const;
    void paintPlayhead(juce::Graphics&) const;
    [[nodiscard]] Hand handOf(const juce::MouseEvent&) const;
    /** The part of the loop's bar under the pointer; with Shift a new loop anywhere. */
    [[nodiscard]] std::optional<LoopPart> loopPartAt(const juce::MouseEvent&) const;

    AuraContext& context;
    TimelineState& state;
    std::unique_ptr<Gesture> gesture;
    std::optional<LoopPart> pressedLoop;
    bool isPressed = false;
    int playheadX = -1;
};

} // namespace loophole::aura
