#pragma once

#include "Aura/Mixer/MeterBank.h"
#include "Aura/Shell/AuraContext.h"

#include <juce_gui_basics/juce_gui_basics.h>

namespace loophole::aura
{

/** Two upright bars from −60 to +6 dB with held peaks; the light on top stays after an over until it is clicked. */
class LevelMeter final : public juce::Component, public juce::SettableTooltipClient
{
public:
    LevelMeter(AuraContext&, std::optional<TrackId>);

    void show(std::optional<TrackId>);
    /** Once a frame: paints again only while something moves. */
    void frame();

    void paint(juce::Graphics&) override;
    void mouseDown(const juce::MouseEvent&) override;

private:
    void paintBar(juce::Graphics&, juce::Rectangle<float>, const MeterBallistics&) const;

    AuraContext& context;
    std::optional<TrackId> track;
    bool wasMoving = true;
};

} // namespace loophole::aura
