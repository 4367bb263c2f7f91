#include "Aura/Shell/Commands.h"

#include "Aura/Preferences/Preferences.h"
#include "Aura/Shell/KeyMap.h"

#include <catch2/catch.hpp>

#include <set>

using namespace loophole::aura;
using juce::KeyPress;
using juce::ModifierKeys;

namespace
{

/** By the keys that the program comes with. */
std::optional<Command> commandFor(const KeyPress& key)
{
    Preferences none;
    return KeyMap(none).commandFor(key);
}

} // namespace

TEST_CASE("keys do what the key map says")
{
    REQUIRE(commandFor(KeyPress(KeyPress::spaceKey)) == Command::playStop);
    REQUIRE(commandFor(KeyPress('s', ModifierKeys::noModifiers, 's')) == Command::splitClips);
    REQUIRE(commandFor(KeyPress('s', ModifierKeys::ctrlModifier, 's')) == Command::saveSession);
    REQUIRE(commandFor(KeyPress('s', ModifierKeys::ctrlModifier | ModifierKeys::shiftModifier, 'S')) ==
            Command::saveSessionAs);
    REQUIRE(commandFor(KeyPress('z', ModifierKeys::ctrlModifier | ModifierKeys::shiftModifier, 'Z')) == Command::redo);
    REQUIRE(commandFor(KeyPress('z', ModifierKeys::shiftModifier, 'Z')) == Command::zoomToAll);
    REQUIRE(commandFor(KeyPress(KeyPress::deleteKey)) == Command::deleteClips);
    REQUIRE(commandFor(KeyPress('q', ModifierKeys::altModifier, 'q')) == std::nullopt);
}

TEST_CASE("signs are known by what they type, wherever the keyboard has them")
{
    REQUIRE(commandFor(KeyPress('/', ModifierKeys::shiftModifier, '?')) == Command::keyMap);
    REQUIRE(commandFor(KeyPress(0xDF, ModifierKeys::shiftModifier, '?')) == Command::keyMap);
    REQUIRE(commandFor(KeyPress('8', ModifierKeys::noModifiers, '[')) == Command::loopStartHere);
    REQUIRE(commandFor(KeyPress('=', ModifierKeys::shiftModifier, '+')) == Command::zoomIn);
}

TEST_CASE("no key stands for two commands")
{
    for (const auto& entry : commandTable())
        for (const auto& shortcut : entry.shortcuts)
        {
            const auto pressed =
                shortcut.typed != 0 ? KeyPress(static_cast<int>(shortcut.typed), {}, shortcut.typed) : shortcut.key;
            INFO(shortcut.text());
            REQUIRE(commandFor(pressed) == entry.command);
        }
}

TEST_CASE("every command is in the table once, with a name")
{
    std::set<Command> seen;
    for (const auto& entry : commandTable())
    {
        REQUIRE(seen.insert(entry.command).second);
        REQUIRE(juce::String::fromUTF8(entry.name).isNotEmpty());
    }
    REQUIRE(seen.size() == static_cast<std::size_t>(Command::cancel) + 1);
}

TEST_CASE("keys are written as they stand on the keyboard")
{
    REQUIRE(entryOf(Command::redo).shortcuts.front().text() == "Ctrl+Shift+Z");
    REQUIRE(entryOf(Command::playStop).shortcuts.front().text() == "Space");
    REQUIRE(entryOf(Command::nudgeLeft).shortcuts.front().text() == juce::String::charToString(0x2190));
    Preferences none;
    REQUIRE(KeyMap(none).tooltip(Command::toggleLoop) == "Loop (Ctrl+L)");
    REQUIRE(KeyMap(none).tooltip(Command::openSession) == "Open session (Ctrl+O)");
}
