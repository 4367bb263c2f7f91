#pragma once

#include <juce_gui_basics/juce_gui_basics.h>

#include <optional>
#include <string>
#include <vector>

namespace loophole::aura
{

/** What a key does while the list of files has the keyboard. */
struct ListKey
{
    enum class Does
    {
        place,      ///< the files at the playhead; a folder is entered
        above,      ///< to the folder above
        enter,      ///< into the folder
        collection, ///< in or out of colour collection `number`
        rating,     ///< `number` stars
        favourite,
        takeOut, ///< of what is shown: of the favourites, or of the collection
        rescan,
        clear, ///< the search
        type   ///< `letter` of a name
    };
    Does does = Does::type;
    int number = 0;
    std::string letter;

    bool operator==(const ListKey&) const = default;
};

/** None: the key is the list's own or the window's. `isTyping`: a name is being typed, so that digits and blanks belong
    to it. Pure. */
[[nodiscard]] std::optional<ListKey> listKeyFor(const juce::KeyPress&, bool isTyping);

/** Keys and what they do, for the key map. */
[[nodiscard]] std::vector<std::pair<juce::String, juce::String>> listKeyTexts();

} // namespace loophole::aura
