#pragma once

#include "Aura/Inspector/HistorySteps.h"
#include "Aura/Shell/AuraContext.h"
#include "Aura/Shell/AuraModel.h"

#include <juce_gui_basics/juce_gui_basics.h>

namespace loophole::aura
{

/** All edits as a list; a click on one, or Enter, takes the session to right after it. Message thread. */
class HistoryPage final : public juce::Component, private juce::ListBoxModel, private AuraModel::Listener
{
public:
    explicit HistoryPage(AuraContext&);
    ~HistoryPage() override;

    void resized() override;
    void visibilityChanged() override { sessionChanged(); }
    void lookAndFeelChanged() override;

private:
    void sessionChanged() override;
    int getNumRows() override { return static_cast<int>(steps.size()); }
    void paintListBoxItem(int row, juce::Graphics&, int width, int height, bool isSelected) override;
    void listBoxItemClicked(int row, const juce::MouseEvent&) override { goTo(row); }
    void returnKeyPressed(int row) override { goTo(row); }
    juce::String getNameForRow(int row) override;
    void goTo(int row);

    AuraContext& context;
    std::vector<HistoryStep> steps;
    juce::ListBox list;
};

} // namespace loophole::aura
