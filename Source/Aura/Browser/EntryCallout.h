#pragma once

#include "Aura/Look/Look.h"

namespace loophole::aura
{

/** One line to be typed beside what it belongs to; Enter takes it, Escape or a click elsewhere does not. */
class EntryCallout final : public juce::Component
{
public:
    static void open(const juce::String& prompt, const juce::String& text, juce::Rectangle<int> beside,
                     juce::Component& parent, std::function<void(std::string)> whenDone);

    void paint(juce::Graphics&) override;
    void resized() override;
    void parentHierarchyChanged() override;

private:
    EntryCallout(const juce::String& prompt, const juce::String& text, std::function<void(std::string)> whenDone);
    void close();

    juce::String prompt;
    juce::TextEditor editor;
};

} // namespace loophole::aura
