#include "Aura/Shell/KeyMapPage.h"

#include "Aura/Browser/ListKeys.h"
#include "Aura/Shell/KeyMap.h"

namespace loophole::aura
{
namespace
{

constexpr int rowHeight = 20;
constexpr int columnWidth = 308;
constexpr int columns = 4;

} // namespace

KeyMapPage::KeyMapPage(const KeyMap& map) : keys(map)
{
    setTitle("Keyboard shortcuts");
    setMouseClickGrabsKeyboardFocus(false);
}

void KeyMapPage::visibilityChanged()
{
    lines.clear();
    const std::pair<Menu, const char*> groups[] = {
        {Menu::file, "File"}, {Menu::edit, "Edit"},           {Menu::clip, "Clip"},          {Menu::track, "Track"},
        {Menu::view, "View"}, {Menu::transport, "Transport"}, {Menu::none, "Moving around"}, {Menu::help, "Help"}};
    for (const auto& [menu, heading] : groups)
    {
        if (!lines.empty())
            lines.push_back({});
        lines.push_back({heading, {}, true});
        for (const auto& entry : commandTable())
        {
            if (entry.menu != menu || keys.of(entry.command).empty())
                continue;
            juce::StringArray texts;
            for (const auto& shortcut : keys.of(entry.command))
                texts.addIfNotAlreadyThere(shortcut.text());
            lines.push_back({texts.joinIntoString("  "), juce::String::fromUTF8(entry.name), false});
        }
    }
    lines.push_back({});
    lines.push_back({"List of files", {}, true});
    for (const auto& [key, does] : listKeyTexts())
        lines.push_back({key, does, false});
    lines.push_back({});
    lines.push_back({"Mouse", {}, true});
    lines.push_back({"Ctrl+wheel", "Zoom at the pointer", false});
    lines.push_back({"Shift+wheel", "Scroll sideways", false});
    lines.push_back({"Ctrl+Shift+wheel  Alt+wheel", "Track height", false});
    lines.push_back({"Middle drag", "Pan", false});
    lines.push_back({"Clip: Ctrl+drag", "Copy", false});
    lines.push_back({"Clip: Ctrl+Shift+drag", "Slip its sound", false});
    lines.push_back({"Edge: Ctrl+drag", "Stretch", false});
    lines.push_back({"Edge where clips meet: Shift+drag", "Crossfade", false});
    lines.push_back({"Edge beyond the end", "Loop", false});
    lines.push_back({"Shift while dragging", "Without snap, finer", false});
    lines.push_back({"Empty: Shift+drag", "Select a range", false});
    lines.push_back({"Alt+drag", "Scrub", false});
    lines.push_back({"Double-click a handle", "Reset it", false});
    lines.push_back({"Ruler drag", "Scrub with sound", false});
    lines.push_back({"Ruler Shift+drag", "Set the loop", false});
}

void KeyMapPage::paint(juce::Graphics& g)
{
    const auto& look = Look::of(*this);
    const auto& colours = look.colours();
    g.fillAll(colours.window.withAlpha(0.7f));
    const auto perColumn = (lines.size() + columns - 1) / columns;
    const auto page = getLocalBounds().withSizeKeepingCentre(
        std::min(getWidth() - 16, columns * columnWidth + 48),
        std::min(getHeight() - 16, static_cast<int>(perColumn) * rowHeight + 72));
    g.setColour(colours.raised);
    g.fillRoundedRectangle(page.toFloat(), 2 * Look::radius);
    g.setColour(colours.hairline);
    g.drawRoundedRectangle(page.toFloat().reduced(0.5f), 2 * Look::radius, 1);
    auto area = page.reduced(24, 16);
    g.setFont(look.strong(16));
    g.setColour(colours.textStrong);
    g.drawText("Keyboard shortcuts", area.removeFromTop(28), juce::Justification::centredLeft, false);
    area.removeFromTop(12);
    const auto width = area.getWidth() / columns;
    for (std::size_t column = 0; column < columns; ++column)
        paintColumn(g, area.removeFromLeft(width), column * perColumn,
                    std::min(lines.size(), (column + 1) * perColumn));
}

void KeyMapPage::paintColumn(juce::Graphics& g, juce::Rectangle<int> area, std::size_t first, std::size_t last) const
{
    constexpr auto keysWidth = 148;
    const auto& look = Look::of(*this);
    const auto& colours = look.colours();
    if (first < last && lines[first].keys.isEmpty())
        ++first;
    for (auto i = first; i < last; ++i)
    {
        auto row = area.removeFromTop(rowHeight);
        const auto& line = lines[i];
        g.setFont(line.isHeading ? look.label() : look.body());
        g.setColour(line.isHeading ? colours.textQuiet : colours.accent);
        g.drawText(line.isHeading ? line.keys.toUpperCase() : line.keys,
                   line.isHeading ? row : row.removeFromLeft(keysWidth), juce::Justification::centredLeft, true);
        if (line.isHeading)
            continue;
        g.setColour(colours.textNormal);
        g.drawText(line.name, row, juce::Justification::centredLeft, true);
    }
}

} // namespace loophole::aura
