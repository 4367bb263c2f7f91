#pragma once

#include "Aura/Mixer/MeterBank.h"
#include "Aura/Shell/AuraContext.h"

#include <juce_gui_basics/juce_gui_basics.h>

namespace loophole::aura
{

/** Two upright bars from −60 to +6 dB: mean power solid, peaks paler above it with the highest held; the light on top
 * stays after an over until it is clicked. */
class LevelMeter final : public juce::Component, public juce::SettableTooltipClient
{
public:
    LevelMeter(AuraContext&, MeterSource);

    void show(MeterSource);
    /** Once a frame: paints again only while something moves. */
    void frame();

    void paint(juce::Graphics&) override;
    void mouseDown(const juce::MouseEvent&) override;

private:
    void paintBar(juce::Graphics&, juce::Rectangle<float>, const MeterBallistics& peak,
                  const MeterBallistics& rms) const;

    AuraContext& context;
    MeterSource source;
    bool wasMoving = true;
};

} // namespace loophole::aura
