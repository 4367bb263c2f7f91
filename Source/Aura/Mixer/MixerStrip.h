#pragma once

#include "Aura/Look/Controls.h"
#include "Aura/Mixer/LevelMeter.h"
#include "Model/Session.h"

namespace loophole::aura
{

/** A fader with its meter and where it goes: of a track, of a bus, or of Master. Message thread. */
class MixerStrip final : public juce::Component
{
public:
    static constexpr int width = 80;

    explicit MixerStrip(AuraContext&);

    void showTrack(const std::shared_ptr<const Track>&, std::size_t number);
    void showBus(const Bus&);
    void frame() { meter.frame(); }

    void paint(juce::Graphics&) override;
    void resized() override;
    void mouseDown(const juce::MouseEvent&) override;

private:
    /** Its name, with an arrow before it; a click offers all that can be chosen. */
    class OutputButton final : public juce::Button
    {
    public:
        OutputButton() : juce::Button("Output") {}

    private:
        void paintButton(juce::Graphics&, bool over, bool down) override;
    };

    [[nodiscard]] bool isMaster() const { return track == nullptr && bus.name == "Master"; }
    void setUpControls();
    void takeName(const std::string&);
    void showOutput(const std::string&);
    void chooseOutput();
    void sendTo(const std::string& busName);
    void sendToNewBus();

    AuraContext& context;
    std::shared_ptr<const Track> track; ///< null for a bus
    Bus bus;
    juce::String name;
    std::size_t number = 0;
    LetterButton mute{LetterButton::Meaning::mute, "Mute"};
    LetterButton solo{LetterButton::Meaning::solo, "Solo"};
    ValueSlider pan{"Pan", juce::Slider::LinearHorizontal, panRange(), 0};
    ValueSlider fader{"Gain", juce::Slider::LinearVertical, faderRange(), 0};
    OutputButton output;
    LevelMeter meter;
};

} // namespace loophole::aura
