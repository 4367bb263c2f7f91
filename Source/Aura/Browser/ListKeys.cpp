#include "Aura/Browser/ListKeys.h"

namespace loophole::aura
{
namespace
{

using juce::KeyPress;
using Does = ListKey::Does;

std::optional<ListKey> plainKey(int code)
{
    if (code == KeyPress::returnKey)
        return ListKey{Does::place, 0, {}};
    if (code == KeyPress::backspaceKey || code == KeyPress::leftKey)
        return ListKey{Does::above, 0, {}};
    if (code == KeyPress::rightKey)
        return ListKey{Does::enter, 0, {}};
    if (code == KeyPress::deleteKey)
        return ListKey{Does::takeOut, 0, {}};
    if (code == KeyPress::F5Key)
        return ListKey{Does::rescan, 0, {}};
    if (code == KeyPress::escapeKey)
        return ListKey{Does::clear, 0, {}};
    return std::nullopt;
}

} // namespace

std::optional<ListKey> listKeyFor(const juce::KeyPress& key, bool isTyping)
{
    const auto modifiers = key.getModifiers();
    const auto code = key.getKeyCode();
    if (modifiers.isAltDown())
        return std::nullopt;
    if (modifiers.isCtrlDown())
    {
        if (code >= '0' && code <= '5' && !modifiers.isShiftDown())
            return ListKey{Does::rating, code - '0', {}};
        return std::nullopt;
    }
    const auto letter = key.getTextCharacter();
    if (modifiers.isShiftDown() && (letter == 'F' || (letter == 0 && code == 'F')))
        return ListKey{Does::favourite, 0, {}};
    if (!modifiers.isShiftDown())
        if (const auto plain = plainKey(code))
            return plain;
    if (!isTyping && letter >= '1' && letter <= '7')
        return ListKey{Does::collection, static_cast<int>(letter - '0'), {}};
    const auto isPartOfName = letter >= ' ';
    const auto beginsName = juce::CharacterFunctions::isLetterOrDigit(letter);
    if (letter != 0 && (isTyping ? isPartOfName : beginsName))
        return ListKey{Does::type, 0, juce::String::charToString(letter).toStdString()};
    return std::nullopt;
}

std::vector<std::pair<juce::String, juce::String>> listKeyTexts()
{
    return {{"Enter", "Place at playhead, enter folder"},
            {"Backspace", "Folder above"},
            {juce::String("1 ") + juce::String::charToString(0x2026) + " 7", "Collection colours"},
            {"Shift+F", "Favourite"},
            {juce::String("Ctrl+0 ") + juce::String::charToString(0x2026) + " 5", "Rating"},
            {"Del", "Out of these favourites or this collection"},
            {"F5", "Scan again"},
            {"letters", "Go to a name"}};
}

} // namespace loophole::aura
