#pragma once

#include "Aura/Mixer/LoudnessView.h"
#include "Aura/Mixer/MixerStrip.h"
#include "Aura/Shell/AuraModel.h"

namespace loophole::aura
{

/** A strip a track, then one a bus, scrolled sideways; Master and its loudness fixed at the right. */
class MixerPanel final : public juce::Component, private AuraModel::Listener, private juce::ScrollBar::Listener
{
public:
    explicit MixerPanel(AuraContext&);
    ~MixerPanel() override;

    void frame();

    void paint(juce::Graphics&) override;
    void resized() override;
    void lookAndFeelChanged() override { showStrips(); }
    void mouseWheelMove(const juce::MouseEvent&, const juce::MouseWheelDetails&) override;

private:
    void sessionChanged() override { resized(); }
    void scrollBarMoved(juce::ScrollBar*, double start) override;
    void showStrips();
    [[nodiscard]] int contentWidth() const;
    [[nodiscard]] MixerStrip& stripAt(std::size_t place);

    AuraContext& context;
    juce::Component stripArea;
    std::vector<std::unique_ptr<MixerStrip>> strips; ///< only of what is visible
    MixerStrip master;
    LoudnessView loudness;
    juce::ScrollBar scrollBar{false};
    std::vector<Bus> buses; ///< all but Master
    int scrollX = 0;
};

} // namespace loophole::aura
