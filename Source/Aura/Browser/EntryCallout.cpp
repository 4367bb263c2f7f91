#include "Aura/Browser/EntryCallout.h"

namespace loophole::aura
{

void EntryCallout::open(const juce::String& prompt, const juce::String& text, juce::Rectangle<int> beside,
                        juce::Component& parent, std::function<void(std::string)> whenDone)
{
    std::unique_ptr<EntryCallout> entry(new EntryCallout(prompt, text, std::move(whenDone)));
    auto* window = parent.getTopLevelComponent();
    juce::CallOutBox::launchAsynchronously(std::move(entry), window->getLocalArea(&parent, beside), window);
}

EntryCallout::EntryCallout(const juce::String& words, const juce::String& text,
                           std::function<void(std::string)> whenDone)
    : prompt(words)
{
    setTitle(prompt);
    editor.setTitle(prompt);
    editor.setIndents(6, 4);
    editor.setBorder({});
    editor.setText(text, false);
    editor.onReturnKey = [this, whenDone = std::move(whenDone)]
    {
        const auto typed = editor.getText().trim().toStdString();
        const auto done = whenDone;
        close();
        done(typed);
    };
    editor.onEscapeKey = [this] { close(); };
    addAndMakeVisible(editor);
    setSize(220, 52);
}

void EntryCallout::close()
{
    if (auto* box = findParentComponentOfClass<juce::CallOutBox>())
        box->dismiss();
}

void EntryCallout::parentHierarchyChanged()
{
    const auto& look = Look::of(*this);
    editor.applyFontToAllText(look.body());
    editor.applyColourToAllText(look.colours().textStrong);
    juce::MessageManager::callAsync(
        [safe = juce::Component::SafePointer<juce::TextEditor>(&editor)]
        {
            if (safe != nullptr)
                safe->grabKeyboardFocus();
        });
}

void EntryCallout::paint(juce::Graphics& g)
{
    const auto& look = Look::of(*this);
    g.setColour(look.colours().textNormal);
    g.setFont(look.label());
    g.drawText(prompt, getLocalBounds().removeFromTop(20), juce::Justification::centredLeft, true);
}

void EntryCallout::resized()
{
    editor.setBounds(getLocalBounds().withTrimmedTop(22).withHeight(26));
}

} // namespace loophole::aura
