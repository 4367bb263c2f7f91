#include "Aura/Browser/ListKeys.h"

#include <catch2/catch.hpp>

using namespace loophole::aura;
using juce::KeyPress;
using juce::ModifierKeys;
using Does = ListKey::Does;

namespace
{

KeyPress typed(char letter, int modifiers = ModifierKeys::noModifiers)
{
    return {letter, juce::ModifierKeys(modifiers), static_cast<juce::juce_wchar>(letter)};
}

} // namespace

TEST_CASE("digits are collections until a name is being typed")
{
    CHECK(listKeyFor(typed('3'), false) == ListKey{Does::collection, 3, {}});
    CHECK(listKeyFor(typed('3'), true) == ListKey{Does::type, 0, "3"});
    CHECK(listKeyFor(typed('8'), false) == ListKey{Does::type, 0, "8"}); // "808"
}

TEST_CASE("letters go to names, and the window keeps its blank, slash and question mark")
{
    CHECK(listKeyFor(typed('k'), false) == ListKey{Does::type, 0, "k"});
    CHECK(listKeyFor(typed('K', ModifierKeys::shiftModifier), false) == ListKey{Does::type, 0, "K"});
    for (const auto sign : {' ', '/', '?', '+', '['})
        CHECK_FALSE(listKeyFor(typed(sign), false));
    CHECK(listKeyFor(typed(' '), true) == ListKey{Does::type, 0, " "});
}

TEST_CASE("stars are given with Ctrl, and a favourite is made with Shift")
{
    CHECK(listKeyFor(typed('4', ModifierKeys::ctrlModifier), false) == ListKey{Does::rating, 4, {}});
    CHECK(listKeyFor(typed('0', ModifierKeys::ctrlModifier), true) == ListKey{Does::rating, 0, {}});
    CHECK_FALSE(listKeyFor(typed('6', ModifierKeys::ctrlModifier), false));
    CHECK(listKeyFor(typed('F', ModifierKeys::shiftModifier), false) == ListKey{Does::favourite, 0, {}});
    CHECK_FALSE(listKeyFor(typed('f', ModifierKeys::ctrlModifier), false)); // search, the window's
    CHECK_FALSE(listKeyFor(typed('k', ModifierKeys::altModifier), false));
}

TEST_CASE("what deletes clips elsewhere is the list's own here")
{
    CHECK(listKeyFor(KeyPress(KeyPress::deleteKey), false) == ListKey{Does::takeOut, 0, {}});
    CHECK(listKeyFor(KeyPress(KeyPress::backspaceKey), false) == ListKey{Does::above, 0, {}});
    CHECK(listKeyFor(KeyPress(KeyPress::returnKey), false) == ListKey{Does::place, 0, {}});
    CHECK(listKeyFor(KeyPress(KeyPress::rightKey), false) == ListKey{Does::enter, 0, {}});
    CHECK(listKeyFor(KeyPress(KeyPress::escapeKey), false) == ListKey{Does::clear, 0, {}});
    CHECK_FALSE(listKeyFor(KeyPress(KeyPress::downKey), false));
    CHECK_FALSE(listKeyFor(KeyPress(KeyPress::downKey, ModifierKeys::shiftModifier, 0), false));
}
