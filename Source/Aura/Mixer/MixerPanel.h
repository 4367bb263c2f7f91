#pragma once

#include "Aura/Mixer/MixerStrip.h"
#include "Aura/Shell/AuraModel.h"

namespace loophole::aura
{

/** A strip a track, scrolled sideways, and Master fixed at the right. */
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

    AuraContext& context;
    juce::Component stripArea;
    std::vector<std::unique_ptr<MixerStrip>> strips; ///< only of the tracks that are visible
    MixerStrip master;
    juce::ScrollBar scrollBar{false};
    int scrollX = 0;
};

} // namespace loophole::aura
