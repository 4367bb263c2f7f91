#include "Aura/Shell/MenuModel.h"

#include "Aura/Look/Look.h"
#include "Aura/Shell/AuraModel.h"
#include "Aura/Shell/KeyMap.h"

namespace loophole::aura
{

MenuModel::MenuModel(const AuraModel& shown, CommandTarget& whoDoes, const KeyMap& keyMap, RecentSessions sessions,
                     OpenDocument opens)
    : model(shown), target(whoDoes), keys(keyMap), recent(sessions), open(std::move(opens))
{
}

juce::PopupMenu MenuModel::recentMenu() const
{
    juce::PopupMenu menu;
    for (const auto& document : recent.list())
        menu.addItem(toText(document.native()), [this, document] { open(document); });
    return menu;
}

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
        if (const auto& shortcuts = keys.of(entry.command); !shortcuts.empty())
            item.shortcutKeyDescription = shortcuts.front().text();
        menu.addItem(std::move(item));
        if (entry.command == Command::openSession)
        {
            auto sessions = recentMenu();
            const auto isAny = sessions.getNumItems() > 0;
            menu.addSubMenu("Open recent", std::move(sessions), isAny);
        }
    }
    return menu;
}

void MenuModel::menuItemSelected(int item, int)
{
    if (item > 0)
        target.perform(static_cast<Command>(item - 1));
}

} // namespace loophole::aura
