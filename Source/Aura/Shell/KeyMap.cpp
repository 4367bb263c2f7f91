#include "Aura/Shell/KeyMap.h"

#include "Aura/Preferences/Preferences.h"

#include <cctype>
#include <sstream>

namespace loophole::aura
{
namespace
{

constexpr auto beginning = "keys.";
constexpr juce::juce_wchar firstPrintable = 33;
constexpr juce::juce_wchar lastAscii = 126;

/** "typed +", or as JUCE describes keys: "ctrl + shift + Z". */
std::string keptTextOf(const Shortcut& shortcut)
{
    return shortcut.typed != 0 ? "typed " + juce::String::charToString(shortcut.typed).toStdString()
                               : shortcut.key.getTextDescription().toStdString();
}

std::optional<Shortcut> parseOne(const std::string& text)
{
    if (text.starts_with("typed ") && text.size() == 7)
        return Shortcut{static_cast<juce::juce_wchar>(text.back()), {}};
    const auto key = juce::KeyPress::createFromDescription(juce::String::fromUTF8(text.c_str()));
    return key.isValid() ? std::optional(Shortcut{0, key}) : std::nullopt;
}

/** One a line; what is no key is passed over. */
std::vector<Shortcut> parse(const std::string& text)
{
    std::vector<Shortcut> all;
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);)
        if (const auto shortcut = parseOne(line))
            all.push_back(*shortcut);
    return all;
}

bool isSame(const Shortcut& a, const Shortcut& b)
{
    return a.typed == b.typed && (a.typed != 0 || a.key == b.key);
}

} // namespace

std::string keyNameOf(const CommandEntry& entry)
{
    std::string name;
    for (const auto* letter = entry.name; *letter != '\0'; ++letter)
        if (std::isalnum(static_cast<unsigned char>(*letter)) != 0)
            name += static_cast<char>(std::tolower(static_cast<unsigned char>(*letter)));
        else if (!name.empty() && name.back() != '-')
            name += '-';
    while (!name.empty() && name.back() == '-')
        name.pop_back();
    return name;
}

KeyMap::KeyMap(Preferences& kept) : preferences(kept)
{
    for (const auto& entry : commandTable())
        if (const auto name = beginning + keyNameOf(entry); preferences.isSet(name))
            own[entry.command] = parse(preferences.text(name));
}

const std::vector<Shortcut>& KeyMap::of(Command command) const
{
    const auto found = own.find(command);
    return found == own.end() ? entryOf(command).shortcuts : found->second;
}

std::optional<Command> KeyMap::commandFor(const juce::KeyPress& pressed) const
{
    for (const auto& entry : commandTable())
        for (const auto& shortcut : of(entry.command))
            if (shortcut.matches(pressed))
                return entry.command;
    return std::nullopt;
}

juce::String KeyMap::tooltip(Command command) const
{
    const auto name =
        juce::String::fromUTF8(entryOf(command).name).trimCharactersAtEnd(juce::String::charToString(0x2026));
    return of(command).empty() ? name : name + " (" + of(command).front().text() + ")";
}

void KeyMap::keep(Command command, std::vector<Shortcut> shortcuts)
{
    std::string text;
    for (const auto& shortcut : shortcuts)
        text += keptTextOf(shortcut) + '\n';
    preferences.set(beginning + keyNameOf(entryOf(command)), text);
    own[command] = std::move(shortcuts);
}

void KeyMap::assign(Command command, const Shortcut& shortcut)
{
    takeAway(shortcut, command);
    keep(command, {shortcut});
}

void KeyMap::takeAway(const Shortcut& shortcut, Command except)
{
    for (const auto& entry : commandTable())
    {
        auto theirs = of(entry.command);
        if (entry.command != except &&
            std::erase_if(theirs, [&](const Shortcut& one) { return isSame(one, shortcut); }) > 0)
            keep(entry.command, std::move(theirs));
    }
}

void KeyMap::reset(Command command)
{
    // What it takes back, nobody else keeps.
    for (const auto& shortcut : entryOf(command).shortcuts)
        takeAway(shortcut, command);
    own.erase(command);
    preferences.clear(beginning + keyNameOf(entryOf(command)));
}

void KeyMap::resetAll()
{
    own.clear();
    for (const auto& name : preferences.namesFrom(beginning))
        preferences.clear(name);
}

bool KeyMap::isChanged(Command command) const
{
    return own.contains(command);
}

std::optional<Shortcut> KeyMap::shortcutOf(const juce::KeyPress& pressed)
{
    if (!pressed.isValid())
        return std::nullopt;
    const auto modifiers = pressed.getModifiers();
    const auto character = pressed.getTextCharacter();
    const auto isSign =
        character >= firstPrintable && character <= lastAscii && std::isalnum(static_cast<int>(character)) == 0;
    if (isSign && !modifiers.isCtrlDown() && !modifiers.isAltDown())
        return Shortcut{character, {}};
    return Shortcut{0, juce::KeyPress(pressed.getKeyCode(), modifiers, 0)};
}

} // namespace loophole::aura
