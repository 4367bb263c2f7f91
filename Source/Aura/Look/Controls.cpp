#include "Aura/Look/Controls.h"

#include "Aura/Shell/KeyMap.h"

#include "Aura/Mixer/FaderLaw.h"
#include "Core/Gain.h"

namespace loophole::aura
{

IconButton::IconButton(Icon icon, const juce::String& name, const juce::String& tooltip)
    : juce::Button(name), icon(icon)
{
    setTitle(name);
    setTooltip(tooltip);
    setWantsKeyboardFocus(true);
    setMouseClickGrabsKeyboardFocus(false);
}

IconButton::IconButton(Icon icon, const juce::String& name, const KeyMap& keyMap, Command asksFor)
    : IconButton(icon, name, juce::String())
{
    keys = &keyMap;
    command = asksFor;
}

juce::String IconButton::getTooltip()
{
    return keys != nullptr ? keys->tooltip(command) : juce::Button::getTooltip();
}

void IconButton::setIcon(Icon next)
{
    if (std::exchange(icon, next) != next)
        repaint();
}

void IconButton::paintButton(juce::Graphics& g, bool over, bool down)
{
    const auto& look = Look::of(*this);
    const auto& colours = look.colours();
    const auto area = getLocalBounds().toFloat();
    if (over || down)
    {
        g.setColour(colours.raised.interpolatedWith(colours.textStrong, down ? 0.12f : 0.0f));
        g.fillRoundedRectangle(area.reduced(1), Look::radius);
    }
    const auto on = colourWhenOn.value_or(colours.accent);
    auto colour = getToggleState() ? on : over ? colours.textStrong : colours.textNormal;
    if (getToggleState())
    {
        g.setColour(on.withAlpha(0.16f));
        g.fillRoundedRectangle(area.reduced(1), Look::radius);
    }
    if (!isEnabled())
        colour = colours.textQuiet.withAlpha(0.6f);
    drawIcon(g, icon, area.withSizeKeepingCentre(16, 16), colour);
    if (hasKeyboardFocus(false))
        look.drawFocusRing(g, getLocalBounds());
}

LetterButton::LetterButton(Meaning meaning, const juce::String& name) : juce::Button(name), meaning(meaning)
{
    setTitle(name);
    setTooltip(name);
    setMouseClickGrabsKeyboardFocus(false);
    // What is shown is what the session says; a click only asks for it.
    setClickingTogglesState(false);
}

void LetterButton::paintButton(juce::Graphics& g, bool over, bool down)
{
    const auto& look = Look::of(*this);
    const auto& colours = look.colours();
    const auto on = meaning == Meaning::mute ? colours.warning : colours.accent;
    const auto area = getLocalBounds().toFloat().reduced(0.5f);
    auto ground = getToggleState() ? on : colours.raised;
    if (over || down)
        ground = ground.interpolatedWith(colours.textStrong, down ? 0.2f : 0.1f);
    g.setColour(ground);
    g.fillRoundedRectangle(area, 3);
    g.setColour(getToggleState() ? colours.onBright : colours.textNormal);
    g.setFont(look.strong(11));
    g.drawText(meaning == Meaning::mute ? "M" : "S", getLocalBounds(), juce::Justification::centred, false);
    if (hasKeyboardFocus(false))
        look.drawFocusRing(g, getLocalBounds());
}

ValueSlider::ValueSlider(const juce::String& name, SliderStyle style, juce::NormalisableRange<double> range,
                         double whenReset)
    : juce::Slider(style, juce::Slider::NoTextBox)
{
    setName(name);
    setTitle(name);
    setNormalisableRange(std::move(range));
    setDoubleClickReturnValue(true, whenReset);
    setWantsKeyboardFocus(true);
    setMouseClickGrabsKeyboardFocus(false);
    setScrollWheelEnabled(false);
    // A click away from the thumb must not throw the level there.
    setSliderSnapsToMousePosition(false);
}

void ValueSlider::show(double value)
{
    if (!isMouseButtonDown())
        setValue(value, juce::dontSendNotification);
}

void ValueSlider::mouseWheelMove(const juce::MouseEvent& event, const juce::MouseWheelDetails& wheel)
{
    // A wheel over a fader scrolls the panel around it, so that no level changes by accident.
    if (auto* parent = getParentComponent())
        parent->mouseWheelMove(event.getEventRelativeTo(parent), wheel);
}

bool ValueSlider::keyPressed(const juce::KeyPress& key)
{
    // A fiftieth of the way, with Shift a five-hundredth.
    const auto step = key.getModifiers().isShiftDown() ? 0.002 : 0.02;
    const auto isUp = key.isKeyCode(juce::KeyPress::upKey) || key.isKeyCode(juce::KeyPress::rightKey);
    const auto isDown = key.isKeyCode(juce::KeyPress::downKey) || key.isKeyCode(juce::KeyPress::leftKey);
    if (!isUp && !isDown)
        return false;
    const auto travel = valueToProportionOfLength(getValue()) + (isUp ? step : -step);
    setValue(proportionOfLengthToValue(std::clamp(travel, 0.0, 1.0)), juce::sendNotificationSync);
    return true;
}

void ValueSlider::parentHierarchyChanged()
{
    // The bubble belongs into the window: one of its own would have black corners where nothing composites windows.
    setPopupDisplayEnabled(true, false, getTopLevelComponent());
}

juce::NormalisableRange<double> faderRange()
{
    return {Gain::silenceDb, FaderLaw::loudestDb,
            [](double, double, double travel) { return FaderLaw::decibelsAt(travel); },
            [](double, double, double db) { return FaderLaw::travelOf(db); },
            [](double low, double high, double db) { return juce::jlimit(low, high, std::round(db * 10) / 10); }};
}

juce::NormalisableRange<double> panRange()
{
    return {-1.0, 1.0, 0.01};
}

} // namespace loophole::aura
