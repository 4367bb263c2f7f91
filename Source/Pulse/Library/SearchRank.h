#pragma once

#include "Pulse/Library/SearchQuery.h"

#include <string_view>

namespace loophole
{

/**
    How well a file's name answers the words of a query, more is better: a name that is the word before names that begin
    with it, before names with a word that begins with it; what is found elsewhere (folder, tags) comes last. Pure.
*/
class SearchRank
{
public:
    explicit SearchRank(const SearchQuery&);

    /** `label`: a file's name. */
    [[nodiscard]] int of(std::string_view label) const;

private:
    std::vector<std::string> words; ///< in small letters
};

} // namespace loophole
