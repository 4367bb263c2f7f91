#include "Aura/Browser/PitchControl.h"

#include "Aura/Browser/PreviewTempo.h"
#include "Aura/Look/Look.h"
#include "Messages/Audition.h"

#include <cmath>

namespace loophole::aura
{
namespace
{

constexpr auto farthest = StreamStretch::farthestSemitones;
constexpr double fineStep = 0.1;
constexpr int pixelsOfSemitone = 8;

bool isFine(const juce::ModifierKeys& modifiers)
{
    return modifiers.isShiftDown();
}

} // namespace

PitchControl::PitchControl(const juce::String& name) : juce::Slider(RotaryHorizontalVerticalDrag, NoTextBox)
{
    setName(name);
    setTitle(name);
    setTooltip("Pitch in semitones, apart from the tempo. Drag, arrow keys (Shift: tenths) or click to type; double "
               "click: none");
    setRange(-farthest, farthest, 0.01);
    setMouseDragSensitivity(juce::roundToInt(2 * farthest) * pixelsOfSemitone);
    setDoubleClickReturnValue(false, 0); // the second click is the editor's
    setScrollWheelEnabled(false);
    setWantsKeyboardFocus(true);
    setMouseClickGrabsKeyboardFocus(false);
}

PitchControl::~PitchControl() = default;

double PitchControl::snapValue(double attempted, DragMode mode)
{
    if (mode == notDragging)
        return attempted;
    const auto step = isFine(juce::ModifierKeys::currentModifiers) ? fineStep : 1.0;
    return std::round(attempted / step) * step;
}

juce::String PitchControl::getTextFromValue(double value)
{
    return semitonesText(value);
}

void PitchControl::mouseWheelMove(const juce::MouseEvent& event, const juce::MouseWheelDetails& wheel)
{
    // A wheel over it scrolls what is around it, so that no pitch changes by accident.
    if (auto* parent = getParentComponent())
        parent->mouseWheelMove(event.getEventRelativeTo(parent), wheel);
}

void PitchControl::mouseEnter(const juce::MouseEvent&)
{
    setMouseCursor(juce::MouseCursor::UpDownResizeCursor);
    repaint();
}

void PitchControl::mouseDown(const juce::MouseEvent& event)
{
    if (event.eventComponent == this)
        juce::Slider::mouseDown(event);
}

void PitchControl::mouseDrag(const juce::MouseEvent& event)
{
    if (event.eventComponent == this)
        juce::Slider::mouseDrag(event);
}

void PitchControl::mouseUp(const juce::MouseEvent& event)
{
    if (event.eventComponent != this)
        return;
    juce::Slider::mouseUp(event);
    if (!event.mouseWasDraggedSinceMouseDown() && event.getNumberOfClicks() == 1 && event.mods.isLeftButtonDown())
        edit(semitonesText(getValue()));
}

void PitchControl::mouseDoubleClick(const juce::MouseEvent&)
{
    close();
    setValue(0, juce::sendNotificationSync);
}

bool PitchControl::keyPressed(const juce::KeyPress& key)
{
    const auto isUp = key.isKeyCode(juce::KeyPress::upKey) || key.isKeyCode(juce::KeyPress::rightKey);
    const auto isDown = key.isKeyCode(juce::KeyPress::downKey) || key.isKeyCode(juce::KeyPress::leftKey);
    const auto modifiers = key.getModifiers();
    if (modifiers.isCtrlDown() || modifiers.isAltDown())
        return false;
    if (isUp || isDown)
    {
        const auto step = isFine(modifiers) ? fineStep : 1.0;
        setValue(getValue() + (isUp ? step : -step), juce::sendNotificationSync);
    }
    else if (key.isKeyCode(juce::KeyPress::deleteKey) || key.isKeyCode(juce::KeyPress::backspaceKey))
        setValue(0, juce::sendNotificationSync);
    else if (key.isKeyCode(juce::KeyPress::returnKey))
        edit(semitonesText(getValue()));
    else if (juce::CharacterFunctions::isDigit(key.getTextCharacter()) || key.getTextCharacter() == '-')
        edit(juce::String::charToString(key.getTextCharacter()));
    else
        return false;
    return true;
}

void PitchControl::edit(const juce::String& text)
{
    editor = std::make_unique<juce::TextEditor>(getName());
    editor->setTitle(getName());
    editor->setFont(Look::of(*this).body());
    editor->setIndents(3, 1);
    editor->setBounds(getLocalBounds().reduced(0, 4));
    editor->addMouseListener(this, false);
    addAndMakeVisible(*editor);
    editor->grabKeyboardFocus();
    editor->setText(text, false);
    if (text.length() > 1)
        editor->selectAll();
    else
        editor->moveCaretToEnd();
    editor->onReturnKey = [this] { take(); };
    editor->onEscapeKey = [this] { close(); };
    editor->onFocusLost = [this] { close(); };
}

void PitchControl::take()
{
    const auto typed = typedSemitones(editor->getText());
    if (!typed || std::abs(*typed) > farthest)
    {
        editor->setTooltip(juce::String::fromUTF8("type semitones of \u221212 to 12"));
        editor->setColour(juce::TextEditor::focusedOutlineColourId, Look::of(*this).colours().fault);
        return editor->repaint();
    }
    close();
    setValue(*typed, juce::sendNotificationSync);
    grabKeyboardFocus();
}

void PitchControl::close()
{
    if (!editor)
        return;
    // The editor may be in the middle of telling of this.
    editor->onFocusLost = nullptr;
    removeChildComponent(editor.get());
    juce::MessageManager::callAsync([closing = std::shared_ptr<juce::TextEditor>(std::move(editor))] {});
    repaint();
}

void PitchControl::resized()
{
    juce::Slider::resized();
    if (editor)
        editor->setBounds(getLocalBounds().reduced(0, 4));
}

void PitchControl::paint(juce::Graphics& g)
{
    const auto& look = Look::of(*this);
    const auto& colours = look.colours();
    const auto area = getLocalBounds().toFloat().reduced(1, 4);
    const bool isShifted = getValue() != 0;
    if (isShifted || isMouseOverOrDragging() || hasKeyboardFocus(false))
    {
        g.setColour(isShifted ? colours.accent.withAlpha(0.16f) : colours.raised);
        g.fillRoundedRectangle(area, Look::radius);
    }
    g.setFont(look.label());
    g.setColour(isShifted ? colours.accent : colours.textNormal);
    drawFigures(g, semitonesText(getValue()), area, juce::Justification::centred);
    if (hasKeyboardFocus(false))
        look.drawFocusRing(g, getLocalBounds());
}

} // namespace loophole::aura
