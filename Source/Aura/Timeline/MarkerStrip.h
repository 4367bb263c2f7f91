#pragma once

#include "Aura/Shell/AuraContext.h"
#include "Aura/Timeline/Gestures/Gesture.h"
#include "Aura/Timeline/TimelineState.h"

#include <juce_gui_basics/juce_gui_basics.h>

namespace loophole::aura
{

/** The strip below the ruler: markers, which are dragged, renamed and removed there; a drag where none is selects a
    stretch of time on all tracks. Message thread. */
class MarkerStrip final : public juce::Component, public juce::TooltipClient
{
public:
    static constexpr int height = 16;

    MarkerStrip(AuraContext&, TimelineState&);

    void sessionChanged();
    /** True when there was a drag to take back. */
    bool cancelDrag();

    void paint(juce::Graphics&) override;
    void mouseDown(const juce::MouseEvent&) override;
    void mouseDrag(const juce::MouseEvent&) override;
    void mouseUp(const juce::MouseEvent&) override;
    void mouseMove(const juce::MouseEvent&) override;
    void mouseDoubleClick(const juce::MouseEvent&) override;
    juce::String getTooltip() override;

private:
    [[nodiscard]] const Marker* markerAt(int x) const;
    [[nodiscard]] juce::Rectangle<int> flagOf(const Marker&, FramePosition) const;
    void paintMarker(juce::Graphics&, const Marker&, FramePosition) const;
    void begin(const juce::MouseEvent&);
    void showMenu(const Marker&);
    void editName(const Marker&);

    AuraContext& context;
    TimelineState& state;
    std::unique_ptr<Gesture> gesture;
    MarkerId pressed;
    FramePosition pressedAt;
    bool isCancelled = false;
    std::unique_ptr<juce::TextEditor> nameEditor;
};

} // namespace loophole::aura
