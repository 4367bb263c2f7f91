#pragma once

#include "Aura/Look/Controls.h"
#include "Aura/Mixer/LevelMeter.h"
#include "Model/Session.h"

namespace loophole::aura
{

/** A fader with its meter: of a track, or of the Master bus. */
class MixerStrip final : public juce::Component
{
public:
    static constexpr int width = 80;

    explicit MixerStrip(AuraContext&);

    void showTrack(const std::shared_ptr<const Track>&, std::size_t number);
    void showMaster(const Bus&);
    void frame() { meter.frame(); }

    void paint(juce::Graphics&) override;
    void resized() override;

private:
    AuraContext& context;
    std::shared_ptr<const Track> track; ///< null for Master
    juce::String bus;
    juce::String name;
    std::size_t number = 0;
    LetterButton mute{LetterButton::Meaning::mute, "Mute"};
    LetterButton solo{LetterButton::Meaning::solo, "Solo"};
    ValueSlider pan{"Pan", juce::Slider::LinearHorizontal, panRange(), 0};
    ValueSlider fader{"Gain", juce::Slider::LinearVertical, faderRange(), 0};
    LevelMeter meter;
};

} // namespace loophole::aura
