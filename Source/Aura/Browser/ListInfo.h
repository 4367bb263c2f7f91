#pragma once

#include "Aura/Browser/BrowserScope.h"

#include <string>

namespace loophole::aura
{

/** What there is to say about the list as a whole, in the line above it. */
struct ListState
{
    bool isOfLibrary = false;
    bool isAnswered = true; ///< of a search; of a folder, that its listing is complete
    bool isSilent = false;  ///< the folder has not answered for long
    std::size_t count = 0;
    std::size_t folders = 0; ///< of these
    bool isCountExact = true;
    std::size_t folderSize = 0; ///< of a folder, whatever the filter
    std::string error;          ///< of the query, or why the folder cannot be read
    bool hasQuery = false;
    bool isBeginningQuery = false; ///< the search field has the keyboard and is empty
    bool isLibraryEmpty = false;   ///< it has no places
    std::size_t selected = 0;
};

struct ListInfo
{
    std::string text;
    bool isFault = false;
    std::string invitation; ///< for the middle of a list without rows

    bool operator==(const ListInfo&) const = default;
};

/** Pure. */
[[nodiscard]] ListInfo infoOf(const ListState&, const BrowserScope&);

} // namespace loophole::aura
