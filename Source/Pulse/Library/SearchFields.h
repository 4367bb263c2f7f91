#pragma once

#include "Pulse/Library/SearchQuery.h"

#include <optional>

namespace loophole
{

/** How values of a field are written. */
enum class SearchValue
{
    number, ///< with the units of the field; <, <=, >, >=, A-B
    choice, ///< one of some words
    text,   ///< as SearchTerm
    keyName ///< musical
};

struct SearchFieldName
{
    const char* name;
    SearchField field;
    SearchValue value;
    const char* tagKey = ""; ///< of SearchField::tag
};

/** None where there is no such field. */
[[nodiscard]] const SearchFieldName* findSearchField(std::string_view name);

/** "len, rate, ch …" */
[[nodiscard]] std::string searchFieldNames();

/** One number or range as it is written for the field, such as "<2s", "120-130", "44.1k", "1:30"; none if it is none.
 */
[[nodiscard]] std::optional<SearchRange> searchRange(SearchField, std::string_view text);

/** The word as the index has it, or none where the field knows no such word; such as "am" → "Am", "red" → "1". */
[[nodiscard]] std::optional<std::string> searchChoice(SearchField, std::string_view text);

} // namespace loophole
