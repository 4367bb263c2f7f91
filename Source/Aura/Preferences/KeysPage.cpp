#include "Aura/Preferences/KeysPage.h"

namespace loophole::aura
{
namespace
{

constexpr int rowHeight = 24;
constexpr int footHeight = 40;

const CommandEntry& entryAt(int row)
{
    return commandTable()[static_cast<std::size_t>(row)];
}

} // namespace

KeysPage::KeysPage(AuraContext& context) : context(context)
{
    setWantsKeyboardFocus(true);
    list.setRowHeight(rowHeight);
    resetAll.setTooltip("The keys that the program came with");
    resetAll.onClick = [this]
    {
        this->context.keys.resetAll();
        changed();
    };
    addAndMakeVisible(list);
    addAndMakeVisible(resetAll);
}

void KeysPage::resized()
{
    auto area = getLocalBounds();
    resetAll.setBounds(area.removeFromBottom(footHeight).removeFromRight(128).withTrimmedTop(12));
    list.setBounds(area);
}

void KeysPage::paint(juce::Graphics& g)
{
    const auto& look = Look::of(*this);
    g.setFont(look.label());
    g.setColour(look.colours().textQuiet);
    const auto foot = getLocalBounds().removeFromBottom(footHeight).withTrimmedTop(12).withTrimmedRight(140);
    g.drawText(waiting ? "Press the new key, or Escape to leave it as it is"
                       : "Click a command to give it a key; right-click for its own key again",
               foot, juce::Justification::centredLeft, true);
}

juce::String KeysPage::keysOf(int row) const
{
    juce::StringArray keys;
    for (const auto& shortcut : context.keys.of(entryAt(row).command))
        keys.addIfNotAlreadyThere(shortcut.text());
    return keys.joinIntoString("   ");
}

juce::String KeysPage::getNameForRow(int row)
{
    return juce::String::fromUTF8(entryAt(row).name) + ", " + keysOf(row);
}

void KeysPage::paintListBoxItem(int row, juce::Graphics& g, int width, int height, bool isSelected)
{
    if (row < 0 || row >= getNumRows())
        return;
    const auto& look = Look::of(*this);
    const auto& colours = look.colours();
    if (isSelected)
        g.fillAll(colours.accent.withAlpha(0.2f));
    auto area = juce::Rectangle<int>(width, height).reduced(8, 0);
    const auto isWaiting = waiting == row;
    g.setFont(look.body());
    g.setColour(isWaiting                                      ? colours.warning
                : context.keys.isChanged(entryAt(row).command) ? colours.accent
                                                               : colours.textNormal);
    g.drawText(isWaiting ? juce::String::fromUTF8("Press a key\u2026") : keysOf(row), area.removeFromRight(width / 3),
               juce::Justification::centredRight, true);
    g.setColour(colours.textStrong);
    g.drawText(juce::String::fromUTF8(entryAt(row).name), area, juce::Justification::centredLeft, true);
}

void KeysPage::listBoxItemClicked(int row, const juce::MouseEvent& event)
{
    if (!event.mods.isPopupMenu())
        return waitFor(row);
    context.keys.reset(entryAt(row).command);
    changed();
}

void KeysPage::waitFor(int row)
{
    waiting = row;
    grabKeyboardFocus();
    changed();
}

void KeysPage::deleteKeyPressed(int row)
{
    context.keys.clear(entryAt(row).command);
    changed();
}

bool KeysPage::keyPressed(const juce::KeyPress& key)
{
    if (!waiting)
        return false;
    const auto row = *std::exchange(waiting, std::nullopt);
    if (key != juce::KeyPress(juce::KeyPress::escapeKey))
        if (const auto shortcut = KeyMap::shortcutOf(key))
            context.keys.assign(entryAt(row).command, *shortcut);
    list.grabKeyboardFocus();
    changed();
    return true;
}

void KeysPage::visibilityChanged()
{
    waiting.reset();
}

void KeysPage::changed()
{
    list.repaint();
    repaint();
}

} // namespace loophole::aura
