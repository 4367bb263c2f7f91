#include "Aura/Look/ValueField.h"

namespace loophole::aura
{
namespace
{

constexpr int headingHeight = 14;
constexpr int headingWidth = 76;

} // namespace

ValueField::ValueField(const juce::String& heading, const juce::String& tooltip, Layout layout)
    : heading(heading), layout(layout)
{
    setName(heading);
    setTitle(heading);
    setTooltip(tooltip);
    setWantsKeyboardFocus(true);
    setMouseClickGrabsKeyboardFocus(false);
}

void ValueField::show(const juce::String& value)
{
    if (editor || value == shown)
        return;
    shown = value;
    setTitle(heading + ": " + value);
    repaint();
}

void ValueField::setColour(std::optional<juce::Colour> next)
{
    if (next == colour)
        return;
    colour = next;
    repaint();
}

juce::Rectangle<int> ValueField::headingArea() const
{
    auto area = getLocalBounds();
    return layout == Layout::stacked ? area.removeFromTop(headingHeight) : area.removeFromLeft(headingWidth);
}

juce::Rectangle<int> ValueField::valueArea() const
{
    auto area = getLocalBounds();
    layout == Layout::stacked ? area.removeFromTop(headingHeight) : area.removeFromLeft(headingWidth);
    return area;
}

void ValueField::paint(juce::Graphics& g)
{
    const auto& look = Look::of(*this);
    const auto& colours = look.colours();
    g.setFont(look.label());
    g.setColour(colours.textQuiet);
    g.drawText(layout == Layout::stacked ? heading.toUpperCase() : heading, headingArea(),
               juce::Justification::centredLeft, false);
    const auto area = valueArea();
    const auto isActive = onTyped || onPress;
    if (isActive && (isMouseOver(true) || hasKeyboardFocus(false)))
    {
        g.setColour(colours.raised);
        g.fillRoundedRectangle(area.toFloat().expanded(layout == Layout::stacked ? 3.0f : 0.0f, 0.0f), 3);
    }
    if (hasKeyboardFocus(false))
        look.drawFocusRing(g, area);
    if (!editor)
    {
        g.setFont(look.body());
        g.setColour(colour.value_or(isActive ? colours.textStrong : colours.textNormal));
        const auto inset = layout == Layout::row ? 4 : 0;
        const auto text = elidedInMiddle(shown, g.getCurrentFont(), area.getWidth() - 2 * inset);
        drawFigures(g, text, area.reduced(inset, 0).toFloat(), juce::Justification::centredLeft);
    }
    if (refusal.isNotEmpty())
    {
        g.setColour(colours.fault);
        g.drawRect(area, 1);
    }
}

void ValueField::resized()
{
    if (editor)
        editor->setBounds(valueArea());
}

void ValueField::mouseUp(const juce::MouseEvent& event)
{
    if (event.mouseWasDraggedSinceMouseDown() || event.eventComponent != this)
        return;
    if (onPress)
        onPress();
    else if (event.getNumberOfClicks() == 1)
        edit();
}

void ValueField::mouseDoubleClick(const juce::MouseEvent&)
{
    if (!onReset)
        return;
    close();
    onReset();
}

bool ValueField::keyPressed(const juce::KeyPress& key)
{
    if (editor || !key.isKeyCode(juce::KeyPress::returnKey) || !(onTyped || onPress))
        return false;
    if (onPress)
        onPress();
    else
        edit();
    return true;
}

void ValueField::edit()
{
    if (editor || !onTyped)
        return;
    editor = std::make_unique<juce::TextEditor>(heading);
    editor->setTitle(heading);
    editor->setFont(Look::of(*this).body());
    editor->setIndents(3, 1);
    editor->setBounds(valueArea());
    editor->setText(shown, false);
    editor->selectAll();
    editor->onReturnKey = [this] { take(); };
    editor->onEscapeKey = [this] { close(); };
    editor->onFocusLost = [this] { close(); };
    editor->addMouseListener(this, false);
    addAndMakeVisible(*editor);
    editor->grabKeyboardFocus();
}

void ValueField::take()
{
    const auto text = editor->getText().trim();
    if (text != shown)
        if (const auto why = onTyped(text.toStdString()))
        {
            refusal = toText(*why);
            editor->setTooltip(refusal);
            setTooltip(refusal);
            repaint();
            return;
        }
    close();
}

void ValueField::close()
{
    refusal.clear();
    if (!editor)
        return repaint();
    // The editor may be in the middle of telling of this.
    editor->onFocusLost = nullptr;
    juce::MessageManager::callAsync([closing = std::shared_ptr<juce::TextEditor>(std::move(editor))] {});
    repaint();
}

} // namespace loophole::aura
