#include "Aura/Timeline/LaneMenu.h"

#include "Aura/Shell/Commands.h"

#include <initializer_list>

namespace loophole::aura
{
namespace
{

void add(juce::PopupMenu& menu, CommandTarget& target, std::initializer_list<Command> commands)
{
    if (menu.getNumItems() > 0)
        menu.addSeparator();
    for (const auto command : commands)
    {
        const auto& entry = entryOf(command);
        juce::PopupMenu::Item item(juce::String::fromUTF8(entry.name));
        item.isEnabled = target.isEnabled(command);
        item.isTicked = target.isTicked(command);
        if (!entry.shortcuts.empty())
            item.shortcutKeyDescription = entry.shortcuts.front().text();
        item.action = [&target, command] { target.perform(command); };
        menu.addItem(std::move(item));
    }
}

} // namespace

void showLaneMenu(AuraContext& context, bool onClip, bool onRange)
{
    auto& target = context.commands;
    juce::PopupMenu menu;
    if (onRange)
        add(menu, target,
            {Command::deleteClips, Command::rippleDelete, Command::insertGap, Command::zoomToSelection,
             Command::loopSelection, Command::playSelection});
    if (onClip)
    {
        add(menu, target, {Command::cutClips, Command::copyClips, Command::pasteClips, Command::duplicateClips});
        add(menu, target,
            {Command::splitClips, Command::trimStart, Command::trimEnd, Command::joinClips, Command::crossfadeClips});
        add(menu, target,
            {Command::reverseClips, Command::loopClips, Command::muteClips, Command::renameClips, Command::resetGain});
        add(menu, target, {Command::deleteClips, Command::rippleDelete});
        add(menu, target, {Command::zoomToSelection, Command::loopSelection, Command::playSelection});
    }
    if (!onClip && !onRange)
    {
        add(menu, target, {Command::pasteClips, Command::addMarker});
        add(menu, target, {Command::zoomToSelection, Command::zoomToAll});
    }
    add(menu, target,
        {Command::addTrack, Command::renameTrack, Command::muteTrack, Command::soloTrack, Command::removeTrack});
    menu.showMenuAsync(juce::PopupMenu::Options());
}

} // namespace loophole::aura
