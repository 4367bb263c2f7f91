#pragma once

#include "Aura/Look/Controls.h"
#include "Aura/Shell/AuraContext.h"
#include "Aura/Shell/AuraModel.h"

namespace loophole::aura
{

/** The file that is chosen in the browser: its waveform at large, a click in it plays from there; audition controls. */
class PreviewPane final : public juce::Component
{
public:
    static constexpr int height = 148;

    explicit PreviewPane(AuraContext&);

    void show(const std::filesystem::path&);
    void clear();
    /** Plays the file from the start where auto-play is on. */
    void audition();
    void frame();

    void paint(juce::Graphics&) override;
    void resized() override;
    void mouseDown(const juce::MouseEvent&) override;

private:
    void play(double fromFraction);
    void paintFacts(juce::Graphics&, juce::Rectangle<int>) const;
    void paintWaveform(juce::Graphics&) const;
    [[nodiscard]] const AudioAsset* asset() const;
    [[nodiscard]] bool isPlaying() const;
    /** Where the audition is, 0 … 1 of the file. */
    [[nodiscard]] std::optional<double> progress() const;

    AuraContext& context;
    std::filesystem::path file;
    juce::Rectangle<int> waveform;
    IconButton playButton, loopButton, autoPlayButton;
    ValueSlider level{"Audition level", juce::Slider::LinearHorizontal, faderRange(), 0};
    int playheadX = -1;
};

} // namespace loophole::aura
