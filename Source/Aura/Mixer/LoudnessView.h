#pragma once

#include "Aura/Shell/AuraContext.h"
#include "Messages/SignalToPulse.h"

#include <juce_gui_basics/juce_gui_basics.h>

namespace loophole::aura
{

/** How loud what is heard is, by EBU R 128; a click begins the programme anew. Message thread. */
class LoudnessView final : public juce::Button
{
public:
    static constexpr int width = 92;

    explicit LoudnessView(AuraContext&);
    void frame();

private:
    void paintButton(juce::Graphics&, bool over, bool down) override;
    void clicked() override;

    AuraContext& context;
    StreamStats::Output::Loudness shown;
};

/** "−18.3", or a dash where there is none. */
[[nodiscard]] juce::String loudnessText(double lufs);

} // namespace loophole::aura
