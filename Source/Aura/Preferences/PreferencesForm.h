#pragma once

#include "Aura/Look/Look.h"

#include <functional>
#include <memory>
#include <vector>

namespace loophole::aura
{

/** Rows of a label and what it is about, one below the other; a note may stand under each. Message thread. */
class PreferencesForm : public juce::Component
{
public:
    static constexpr int labelWidth = 136;
    static constexpr int rowHeight = 32;
    static constexpr int noteHeight = 20;

    void paint(juce::Graphics&) override;
    void resized() override;

protected:
    using Note = std::function<juce::String()>;

    /** The control must outlive the form; it is named after the label for screen readers. */
    void addRow(const juce::String& label, juce::Component& control, Note note = {});
    void addRow(const juce::String& label, juce::Component& control, juce::Component& beside, int besideWidth,
                Note note = {});
    void addHeading(const juce::String&);

private:
    struct Row
    {
        juce::String label;
        juce::Component* control = nullptr; ///< none: a heading
        juce::Component* beside = nullptr;
        int besideWidth = 0;
        Note note;
        juce::Rectangle<int> labelArea;
        juce::Rectangle<int> noteArea;
    };
    std::vector<Row> rows;
};

} // namespace loophole::aura
