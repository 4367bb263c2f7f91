#pragma once

#include "Core/Outcome.h"

#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

/**
    What a person types into the search field. Words apart by spaces must all be there; a comma parts alternatives; a
    dash before a word or field excludes it. A word matches words that begin with it, "quoted words" match as they
    are, `*` stands for any characters. Fields narrow down: len:<2s rate:44100 ch:2 key:Am bpm:120-130 type:wav,flac.
*/
namespace loophole
{

/** Which column of the index a word is looked for in. */
enum class SearchPlace
{
    anywhere,
    name,
    nameStart, ///< the first word of the name
    folder,
    tags
};

struct SearchTerm
{
    enum class Kind
    {
        beginning, ///< of a word; several words in `text` follow one another and the last is a beginning
        phrase,    ///< whole words that follow one another
        pattern    ///< of the file's name, with `*`
    };
    Kind kind = Kind::beginning;
    std::string text;
    bool isExcluded = false;
    SearchPlace place = SearchPlace::anywhere;

    bool operator==(const SearchTerm&) const = default;
};

enum class SearchField
{
    length, ///< seconds
    sampleRate,
    channels,
    bitDepth,
    tempo,
    rating,
    bytes,
    used,     ///< seconds ago
    added,    ///< as above
    modified, ///< as above
    type,
    key,
    favourite,
    collection,
    label,
    tag, ///< of the file, named by SearchCondition::key
    status
};

/** Numbers from low to high. */
struct SearchRange
{
    double low = -std::numeric_limits<double>::infinity();
    double high = std::numeric_limits<double>::infinity();
    bool includesLow = true;
    bool includesHigh = true;

    bool operator==(const SearchRange&) const = default;
};

/** One field: any of the ranges, or any of the texts, as the field has it. */
struct SearchCondition
{
    SearchField field = SearchField::length;
    std::vector<SearchRange> ranges;
    std::vector<std::string> texts;
    std::string key; ///< which tag
    bool isExcluded = false;

    bool operator==(const SearchCondition&) const = default;
};

struct SearchAlternative
{
    std::vector<SearchTerm> terms;
    std::vector<SearchCondition> conditions;

    bool operator==(const SearchAlternative&) const = default;
};

/** Without an alternative: everything. */
struct SearchQuery
{
    std::vector<SearchAlternative> alternatives;

    [[nodiscard]] bool hasWords() const;
    bool operator==(const SearchQuery&) const = default;
};

/** Longer queries are no one's typing. */
inline constexpr std::size_t longestQuery = 1000;
inline constexpr std::size_t mostSearchParts = 64;

/** What both find. Pure. */
[[nodiscard]] SearchQuery bothOf(const SearchQuery&, const SearchQuery&);

/** Pure. A Failure says in one line what cannot be understood. */
[[nodiscard]] Outcome<SearchQuery> parseSearch(std::string_view);

} // namespace loophole
