#include "Aura/Shell/MenuModel.h"

#include "Aura/Look/Look.h"
#include "Aura/Shell/AuraModel.h"

namespace loophole::aura
{

juce::String MenuModel::textOf(const CommandEntry& entry) const
{
    const auto& shown = model.shownSession();
    if (entry.command == Command::undo && !shown.undoName.empty())
        return "Undo: " + toText(shown.undoName);
    if (entry.command == Command::redo && !shown.redoName.empty())
        return "Redo: " + toText(shown.redoName);
    return juce::String::fromUTF8(entry.name);
}

juce::PopupMenu MenuModel::getMenuForIndex(int index, const juce::String&)
{
    juce::PopupMenu menu;
    for (const auto& entry : commandTable())
    {
        if (entry.menu != static_cast<Menu>(index))
            continue;
        if (entry.startsGroup)
            menu.addSeparator();
        juce::PopupMenu::Item item(textOf(entry));
        // 0 is JUCE's "nothing was chosen".
        item.itemID = static_cast<int>(entry.command) + 1;
        item.isEnabled = target.isEnabled(entry.command);
        item.isTicked = target.isTicked(entry.command);
        if (!entry.shortcuts.empty())
            item.shortcutKeyDescription = entry.shortcuts.front().text();
        menu.addItem(std::move(item));
    }
    return menu;
}

void MenuModel::menuItemSelected(int item, int)
{
    if (item > 0)
        target.perform(static_cast<Command>(item - 1));
}

} // namespace loophole::aura
