#pragma once

#include "Aura/Shell/Commands.h"

namespace loophole::aura
{

class AuraModel;

/** The menu bar, made from the command table. */
class MenuModel final : public juce::MenuBarModel
{
public:
    MenuModel(const AuraModel& model, CommandTarget& target) : model(model), target(target) {}

    juce::StringArray getMenuBarNames() override { return {"File", "Edit", "View", "Transport", "Help"}; }
    juce::PopupMenu getMenuForIndex(int index, const juce::String&) override;
    void menuItemSelected(int item, int) override;

private:
    [[nodiscard]] juce::String textOf(const CommandEntry&) const;

    const AuraModel& model;
    CommandTarget& target;
};

} // namespace loophole::aura
