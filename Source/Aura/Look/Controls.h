#pragma once

#include "Aura/Look/Icons.h"
#include "Aura/Look/Look.h"

namespace loophole::aura
{

enum class Command;
class KeyMap;

/** A flat button with an icon; when it can be on, it then wears the accent. */
class IconButton final : public juce::Button
{
public:
    /** `name` is what a screen reader says, `tooltip` also names the key. */
    IconButton(Icon, const juce::String& name, const juce::String& tooltip);
    /** Asks for a command: its tooltip is the command's name with the key that it has now. */
    IconButton(Icon, const juce::String& name, const KeyMap&, Command);

    void setIcon(Icon);
    /** The colour of the icon when on; the accent unless set. */
    void setColourWhenOn(juce::Colour colour) { colourWhenOn = colour; }
    juce::String getTooltip() override;

private:
    void paintButton(juce::Graphics&, bool over, bool down) override;

    Icon icon;
    std::optional<juce::Colour> colourWhenOn;
    const KeyMap* keys = nullptr;
    Command command{};
};

/** A small toggle with one letter: M, S. Filled with its colour when on. */
class LetterButton final : public juce::Button
{
public:
    enum class Meaning
    {
        mute,
        solo
    };
    LetterButton(Meaning, const juce::String& name);

private:
    void paintButton(juce::Graphics&, bool over, bool down) override;

    Meaning meaning;
};

/** A slider without text beside it: its value is shown by a bubble while it is dragged and in its tooltip. */
class ValueSlider final : public juce::Slider
{
public:
    ValueSlider(const juce::String& name, SliderStyle, juce::NormalisableRange<double>, double whenReset);

    /** Shows a value that came from elsewhere, unless the hand is on it. */
    void show(double value);
    /** Turns the value into words. */
    std::function<juce::String(double)> words;

private:
    juce::String getTextFromValue(double value) override
    {
        return words ? words(value) : juce::Slider::getTextFromValue(value);
    }
    juce::String getTooltip() override { return getName() + ": " + getTextFromValue(getValue()); }
    void mouseWheelMove(const juce::MouseEvent&, const juce::MouseWheelDetails&) override;
    bool keyPressed(const juce::KeyPress&) override;
    void parentHierarchyChanged() override;
    void focusGained(FocusChangeType) override { repaint(); }
    void focusLost(FocusChangeType) override { repaint(); }
};

/** Level in dB from shut to +12, laid out by FaderLaw; and pan from −1 to 1. */
[[nodiscard]] juce::NormalisableRange<double> faderRange();
[[nodiscard]] juce::NormalisableRange<double> panRange();

} // namespace loophole::aura
