#include "Aura/Preferences/PreferencesForm.h"

namespace loophole::aura
{
namespace
{

constexpr int gap = 8;
constexpr int widestControl = 360;

} // namespace

void PreferencesForm::addRow(const juce::String& label, juce::Component& control, Note note)
{
    addRow(label, control, control, 0, std::move(note));
    rows.back().beside = nullptr;
}

void PreferencesForm::addRow(const juce::String& label, juce::Component& control, juce::Component& beside,
                             int besideWidth, Note note)
{
    control.setTitle(label);
    addAndMakeVisible(control);
    addAndMakeVisible(beside);
    rows.push_back({label, &control, &beside, besideWidth, std::move(note), {}, {}});
}

void PreferencesForm::addHeading(const juce::String& text)
{
    rows.push_back({text, nullptr, nullptr, 0, {}, {}, {}});
}

void PreferencesForm::resized()
{
    auto area = getLocalBounds();
    for (auto& row : rows)
    {
        if (row.control == nullptr && &row != &rows.front())
            area.removeFromTop(gap);
        auto line = area.removeFromTop(rowHeight);
        if (row.control == nullptr)
        {
            row.labelArea = line;
            continue;
        }
        row.labelArea = line.removeFromLeft(labelWidth);
        row.noteArea = {};
        if (row.note)
            row.noteArea = area.removeFromTop(noteHeight).withTrimmedLeft(labelWidth);
        if (row.beside != nullptr)
        {
            const auto beside = line.removeFromRight(row.besideWidth).reduced(0, 2);
            row.beside->setBounds(beside);
            line.removeFromRight(gap);
        }
        row.control->setBounds(line.withWidth(std::min(widestControl, line.getWidth())).reduced(0, 2));
        area.removeFromTop(gap / 2);
    }
}

void PreferencesForm::paint(juce::Graphics& g)
{
    const auto& look = Look::of(*this);
    const auto& colours = look.colours();
    for (const auto& row : rows)
    {
        const auto isHeading = row.control == nullptr;
        g.setFont(isHeading ? look.label() : look.body());
        g.setColour(isHeading ? colours.textQuiet : colours.textNormal);
        g.drawText(isHeading ? row.label.toUpperCase() : row.label, row.labelArea, juce::Justification::centredLeft,
                   true);
        if (!row.note)
            continue;
        g.setFont(look.label());
        g.setColour(colours.textQuiet);
        g.drawText(elidedInMiddle(row.note(), g.getCurrentFont(), row.noteArea.getWidth()), row.noteArea,
                   juce::Justification::centredLeft, false);
    }
}

} // namespace loophole::aura
