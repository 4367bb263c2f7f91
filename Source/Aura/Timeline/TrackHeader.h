#pragma once

#include "Aura/Look/Controls.h"
#include "Aura/Mixer/LevelMeter.h"
#include "Model/Session.h"

namespace loophole::aura
{

/** One track beside its lane: name, mute, solo, gain, pan and level. Shown for whichever track is scrolled here. */
class TrackHeader final : public juce::Component
{
public:
    explicit TrackHeader(AuraContext&);

    void show(const std::shared_ptr<const Track>&, std::size_t number, bool isSelected);
    void frame() { meter.frame(); }
    void editName() { name.showEditor(); }

    [[nodiscard]] TrackId shownTrack() const { return track == nullptr ? TrackId{} : track->id; }

    /** Called with the track when the header is pressed. */
    std::function<void(TrackId)> onSelect;
    /** The header is dragged to another place: the pointer's height within it, and the release. */
    std::function<void(TrackId, int y)> onDrag;
    std::function<void()> onDrop;
    void cancelDrag() { isDragging = isPressed = false; }

    void paint(juce::Graphics&) override;
    void resized() override;
    void mouseDown(const juce::MouseEvent&) override;
    void mouseDrag(const juce::MouseEvent&) override;
    void mouseUp(const juce::MouseEvent&) override;
    void lookAndFeelChanged() override { showNameColour(); }

private:
    void showNameColour();
    void showMenu();

    AuraContext& context;
    std::shared_ptr<const Track> track;
    std::size_t number = 0;
    bool isSelected = false;
    bool isPressed = false;
    bool isDragging = false;
    juce::Label name;
    LetterButton mute{LetterButton::Meaning::mute, "Mute"};
    LetterButton solo{LetterButton::Meaning::solo, "Solo"};
    ValueSlider gain{"Gain", juce::Slider::LinearHorizontal, faderRange(), 0};
    ValueSlider pan{"Pan", juce::Slider::LinearHorizontal, panRange(), 0};
    LevelMeter meter;
};

} // namespace loophole::aura
