#include "Aura/Inspector/HistoryPage.h"

#include "Aura/Look/Look.h"

namespace loophole::aura
{

HistoryPage::HistoryPage(AuraContext& context) : context(context)
{
    setTitle("History");
    list.setTitle("Edits");
    list.setModel(this);
    list.setRowHeight(24);
    addAndMakeVisible(list);
    context.model.add(*this);
    sessionChanged();
}

HistoryPage::~HistoryPage()
{
    context.model.remove(*this);
    list.setModel(nullptr);
}

void HistoryPage::lookAndFeelChanged()
{
    list.setColour(juce::ListBox::backgroundColourId, Look::of(*this).colours().panel);
}

void HistoryPage::resized()
{
    lookAndFeelChanged();
    list.setBounds(getLocalBounds());
}

void HistoryPage::sessionChanged()
{
    if (!isVisible())
        return;
    steps = historySteps(context.model.shownSession());
    list.updateContent();
    for (std::size_t row = 0; row < steps.size(); ++row)
        if (steps[row].steps == 0)
        {
            list.selectRow(static_cast<int>(row));
            list.scrollToEnsureRowIsOnscreen(static_cast<int>(row));
        }
    list.repaint();
}

juce::String HistoryPage::getNameForRow(int row)
{
    return row < getNumRows() ? toText(steps[static_cast<std::size_t>(row)].name) : juce::String();
}

void HistoryPage::paintListBoxItem(int row, juce::Graphics& g, int width, int height, bool isSelected)
{
    if (row >= getNumRows())
        return;
    const auto& look = Look::of(*this);
    const auto& colours = look.colours();
    const auto& step = steps[static_cast<std::size_t>(row)];
    const auto isNow = step.steps == 0;
    if (isSelected)
    {
        g.setColour(isNow ? colours.accent.withAlpha(0.16f) : colours.raised);
        g.fillRect(0, 0, width, height);
    }
    if (isNow)
    {
        g.setColour(colours.accent);
        g.fillRect(0, 0, 3, height);
    }
    g.setFont(look.body());
    g.setColour(isNow ? colours.textStrong : step.steps < 0 ? colours.textNormal : colours.textQuiet);
    g.drawText(toText(step.name), 16, 0, width - 120, height, juce::Justification::centredLeft, true);
    g.setFont(look.label());
    g.setColour(isNow ? colours.accent : colours.textQuiet);
    const juce::String mark = isNow ? "now" : step.steps > 0 ? "undone" : "";
    g.drawText(mark, width - 92, 0, 80, height, juce::Justification::centredRight, false);
}

void HistoryPage::goTo(int row)
{
    if (row < 0 || row >= getNumRows())
        return;
    const auto by = steps[static_cast<std::size_t>(row)].steps;
    if (by < 0)
        context.model.send(UndoEdit{static_cast<std::size_t>(-by)});
    else if (by > 0)
        context.model.send(RedoEdit{static_cast<std::size_t>(by)});
}

} // namespace loophole::aura
