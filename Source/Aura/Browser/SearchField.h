#pragma once

#include "Aura/Look/Controls.h"

namespace loophole::aura
{

/** Where a search is typed; what is in it can be kept by name, and cleared. Message thread. */
class SearchField final : public juce::Component
{
public:
    SearchField();

    std::function<void()> onChange;
    std::function<void()> onDone; ///< Enter or arrow down: on to the list
    std::function<void(juce::Component& beside)> onKeep;

    [[nodiscard]] std::string text() const { return editor.getText().trim().toStdString(); }
    void setText(const std::string&);
    void setPrompt(const juce::String&);
    void setKeepable(bool);
    /** What is typed cannot be understood. */
    void setFaulty(bool);
    void focus();
    [[nodiscard]] bool hasFocus() const { return editor.hasKeyboardFocus(true); }

    void paintOverChildren(juce::Graphics&) override;
    void resized() override;
    void lookAndFeelChanged() override;

private:
    /** Arrow down leaves the field. */
    class Editor final : public juce::TextEditor
    {
    public:
        std::function<void()> onDown;
        bool keyPressed(const juce::KeyPress&) override;
    };

    void changed();

    Editor editor;
    IconButton keepButton, clearButton;
    juce::String prompt;
    bool isKeepable = false;
    bool isFaulty = false;
};

} // namespace loophole::aura
