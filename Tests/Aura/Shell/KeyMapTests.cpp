#include "Aura/Shell/KeyMap.h"

#include "Aura/Preferences/Preferences.h"

#include <catch2/catch.hpp>

#include <set>

using namespace loophole::aura;
using juce::KeyPress;
using juce::ModifierKeys;

namespace
{

const KeyPress space(KeyPress::spaceKey);
const KeyPress ctrlAltG('G', ModifierKeys::ctrlModifier | ModifierKeys::altModifier, 0);

} // namespace

TEST_CASE("without a choice of the user's own the keys are those of the table")
{
    Preferences preferences;
    const KeyMap keys(preferences);
    CHECK(keys.commandFor(space) == Command::playStop);
    CHECK_FALSE(keys.commandFor(ctrlAltG));
    CHECK(keys.tooltip(Command::playStop) == "Play or stop (Space)");
}

TEST_CASE("a key that is given to a command is taken from the one that had it, and both are remembered")
{
    Preferences preferences;
    KeyMap keys(preferences);
    keys.assign(Command::toggleLoop, *KeyMap::shortcutOf(space));
    CHECK(keys.commandFor(space) == Command::toggleLoop);
    CHECK(keys.of(Command::playStop).empty());
    CHECK(keys.tooltip(Command::playStop) == "Play or stop");
    keys.assign(Command::playStop, *KeyMap::shortcutOf(ctrlAltG));

    const KeyMap again(preferences);
    CHECK(again.commandFor(space) == Command::toggleLoop);
    CHECK(again.commandFor(ctrlAltG) == Command::playStop);
    CHECK(again.isChanged(Command::playStop));
    CHECK_FALSE(again.isChanged(Command::undo));
}

TEST_CASE("a command that is reset has its keys again, and nobody else has them")
{
    Preferences preferences;
    KeyMap keys(preferences);
    keys.assign(Command::toggleLoop, *KeyMap::shortcutOf(space));
    keys.reset(Command::playStop);
    CHECK(keys.commandFor(space) == Command::playStop);
    CHECK(keys.of(Command::toggleLoop).empty());
    keys.resetAll();
    CHECK_FALSE(keys.isChanged(Command::toggleLoop));
    CHECK(KeyMap(preferences).commandFor(KeyPress('L', ModifierKeys::ctrlModifier, 0)) == Command::toggleLoop);
}

TEST_CASE("signs are known by what is typed, for their places differ between keyboards")
{
    const auto bracket = KeyMap::shortcutOf(KeyPress('8', ModifierKeys::altModifier | ModifierKeys::ctrlModifier, '['));
    CHECK(bracket->typed == 0); // a key with modifiers, whatever it types
    const auto plain = KeyMap::shortcutOf(KeyPress('[', ModifierKeys(), '['));
    CHECK(plain->typed == '[');
    Preferences preferences;
    KeyMap keys(preferences);
    keys.assign(Command::addTrack, *KeyMap::shortcutOf(KeyPress('#', ModifierKeys(), '#')));
    CHECK(KeyMap(preferences).commandFor(KeyPress(0x23, ModifierKeys(), '#')) == Command::addTrack);
}

TEST_CASE("every command has a name of its own in the preferences")
{
    std::set<std::string> names;
    for (const auto& entry : commandTable())
    {
        INFO(entry.name);
        CHECK(names.insert(keyNameOf(entry)).second);
    }
}
