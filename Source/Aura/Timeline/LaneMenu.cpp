#include "Aura/Timeline/LaneMenu.h"

#include "Aura/Shell/KeyMap.h"

#include <initializer_list>

namespace loophole::aura
{
namespace
{

void add(juce::PopupMenu& menu, AuraContext& context, std::initializer_list<Command> commands)
{
    auto& target = context.commands;
    if (menu.getNumItems() > 0)
        menu.addSeparator();
    for (const auto command : commands)
    {
        juce::PopupMenu::Item item(juce::String::fromUTF8(entryOf(command).name));
        item.isEnabled = target.isEnabled(command);
        item.isTicked = target.isTicked(command);
        if (const auto& keys = context.keys.of(command); !keys.empty())
            item.shortcutKeyDescription = keys.front().text();
        item.action = [&target, command] { target.perform(command); };
        menu.addItem(std::move(item));
    }
}

} // namespace

void showLaneMenu(AuraContext& context, bool onClip, bool onRange)
{
    juce::PopupMenu menu;
    if (onRange)
        add(menu, context,
            {Command::deleteClips, Command::rippleDelete, Command::insertGap, Command::zoomToSelection,
             Command::loopSelection, Command::playSelection});
    if (onClip)
    {
        add(menu, context, {Command::cutClips, Command::copyClips, Command::pasteClips, Command::duplicateClips});
        add(menu, context,
            {Command::splitClips, Command::trimStart, Command::trimEnd, Command::joinClips, Command::crossfadeClips});
        add(menu, context,
            {Command::reverseClips, Command::loopClips, Command::muteClips, Command::renameClips, Command::resetGain});
        add(menu, context, {Command::deleteClips, Command::rippleDelete});
        add(menu, context, {Command::zoomToSelection, Command::loopSelection, Command::playSelection});
    }
    if (!onClip && !onRange)
    {
        add(menu, context, {Command::pasteClips, Command::addMarker});
        add(menu, context, {Command::zoomToSelection, Command::zoomToAll});
    }
    add(menu, context,
        {Command::addTrack, Command::renameTrack, Command::muteTrack, Command::soloTrack, Command::removeTrack});
    menu.showMenuAsync(juce::PopupMenu::Options());
}

} // namespace loophole::aura
