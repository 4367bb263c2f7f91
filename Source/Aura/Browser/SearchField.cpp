#include "Aura/Browser/SearchField.h"

namespace loophole::aura
{

bool SearchField::Editor::keyPressed(const juce::KeyPress& key)
{
    if (key != juce::KeyPress::downKey)
        return TextEditor::keyPressed(key);
    onDown();
    return true;
}

SearchField::SearchField()
    : keepButton(Icon::add, "Keep this search", "Keep this search under a name, among the sources"),
      clearButton(Icon::close, "Clear the search", "Clear the search (Esc)")
{
    editor.setTitle("Search");
    editor.setIndents(26, 5);
    editor.setBorder({});
    editor.setSelectAllWhenFocused(true);
    editor.setEscapeAndReturnKeysConsumed(true);
    editor.onTextChange = [this] { changed(); };
    editor.onReturnKey = [this] { onDone(); };
    editor.onDown = [this] { onDone(); };
    editor.onEscapeKey = [this]
    {
        setText({});
        changed();
        onDone();
    };
    clearButton.onClick = [this]
    {
        setText({});
        changed();
        focus();
    };
    keepButton.onClick = [this] { onKeep(keepButton); };
    addAndMakeVisible(editor);
    addChildComponent(keepButton);
    addChildComponent(clearButton);
}

void SearchField::changed()
{
    resized();
    onChange();
}

void SearchField::setText(const std::string& text)
{
    editor.setText(toText(text), false);
    resized();
}

void SearchField::setPrompt(const juce::String& next)
{
    prompt = next;
    editor.setTextToShowWhenEmpty(prompt, Look::of(*this).colours().textQuiet);
    editor.repaint();
}

void SearchField::setKeepable(bool keepable)
{
    isKeepable = keepable;
    resized();
}

void SearchField::setFaulty(bool faulty)
{
    if (std::exchange(isFaulty, faulty) != faulty)
        repaint();
}

void SearchField::focus()
{
    editor.grabKeyboardFocus();
    editor.selectAll();
}

void SearchField::lookAndFeelChanged()
{
    const auto& look = Look::of(*this);
    editor.applyFontToAllText(look.body());
    editor.applyColourToAllText(look.colours().textStrong);
    setPrompt(prompt);
}

void SearchField::paintOverChildren(juce::Graphics& g)
{
    const auto& colours = Look::of(*this).colours();
    drawIcon(g, Icon::search, juce::Rectangle<float>(6, 0, 14, static_cast<float>(getHeight())), colours.textQuiet);
    if (!isFaulty)
        return;
    g.setColour(colours.fault);
    g.drawRoundedRectangle(editor.getBounds().toFloat().reduced(0.5f), Look::radius, 1);
}

void SearchField::resized()
{
    auto area = getLocalBounds();
    const auto hasText = !editor.isEmpty();
    clearButton.setVisible(hasText);
    keepButton.setVisible(hasText && isKeepable);
    if (hasText)
        clearButton.setBounds(area.removeFromRight(area.getHeight()));
    if (hasText && isKeepable)
        keepButton.setBounds(area.removeFromRight(area.getHeight()));
    editor.setBounds(area);
}

} // namespace loophole::aura
