#include "Aura/Transport/PositionDisplay.h"

#include "Aura/Shell/AuraModel.h"
#include "Aura/Transport/TimeText.h"
#include "Aura/Transport/TypedValues.h"

namespace loophole::aura
{
namespace
{

TimeBase after(TimeBase base)
{
    return base == TimeBase::clock ? TimeBase::bars : base == TimeBase::bars ? TimeBase::samples : TimeBase::clock;
}

} // namespace

PositionDisplay::PositionDisplay(AuraContext& context) : juce::Button("Position"), context(context)
{
    setTitle("Position");
    setTooltip("Position of the playhead. Click for time, bars or frames; double-click to type one.");
    setMouseClickGrabsKeyboardFocus(false);
}

PositionDisplay::~PositionDisplay() = default;

juce::String PositionDisplay::textOf(TimeBase base) const
{
    const auto& model = context.model;
    return toText(positionText(model.playhead(), base, model.rate(), model.session().tempo));
}

void PositionDisplay::frame()
{
    if (auto text = textOf(TimeBase::samples); text != shownText)
    {
        shownText = std::move(text);
        repaint();
    }
}

void PositionDisplay::clicked()
{
    beforeClicks = large;
    large = after(large);
    repaint();
}

void PositionDisplay::paintButton(juce::Graphics& g, bool over, bool)
{
    const auto& look = Look::of(*this);
    const auto& colours = look.colours();
    const auto area = getLocalBounds().toFloat();
    g.setColour(over ? colours.raised : colours.window);
    g.fillRoundedRectangle(area, Look::radius);
    g.setColour(colours.hairline);
    g.drawRoundedRectangle(area.reduced(0.5f), Look::radius, 1);
    auto text = getLocalBounds().reduced(12, 0);
    g.setFont(look.label());
    g.setColour(colours.textQuiet);
    drawFigures(g, textOf(after(large)), text.toFloat(), juce::Justification::centredRight);
    g.setFont(look.strong(16));
    g.setColour(colours.textStrong);
    drawFigures(g, textOf(large), text.toFloat(), juce::Justification::centredLeft);
    if (hasKeyboardFocus(false))
        look.drawFocusRing(g, getLocalBounds());
}

void PositionDisplay::resized()
{
    if (editor)
        editor->setBounds(getLocalBounds().reduced(4));
}

void PositionDisplay::edit()
{
    large = beforeClicks;
    editor = std::make_unique<juce::TextEditor>("Position");
    editor->setTitle("Position");
    editor->setFont(Look::of(*this).strong(16));
    editor->setText(textOf(large), false);
    editor->selectAll();
    editor->onReturnKey = [this] { take(); };
    editor->onEscapeKey = [this] { close(); };
    editor->onFocusLost = [this] { close(); };
    addAndMakeVisible(*editor);
    resized();
    editor->grabKeyboardFocus();
}

void PositionDisplay::take()
{
    auto& model = context.model;
    const auto wanted = typedPosition(editor->getText().toStdString(), large, model.rate(), model.session().tempo);
    if (!wanted)
    {
        // What cannot be a position stays to be mended.
        editor->setColour(juce::TextEditor::textColourId, Look::of(*this).colours().fault);
        editor->applyColourToAllText(Look::of(*this).colours().fault);
        editor->setTooltip("Type a time such as 1:23.5, bars such as 42.3.25, or frames such as 48000 fr");
        return;
    }
    model.seek(*wanted);
    close();
}

void PositionDisplay::close()
{
    if (!editor)
        return;
    // The editor may be in the middle of telling of this.
    editor->onFocusLost = nullptr;
    juce::MessageManager::callAsync([closing = std::shared_ptr<juce::TextEditor>(std::move(editor))] {});
    repaint();
}

} // namespace loophole::aura
