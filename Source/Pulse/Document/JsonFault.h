#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace loophole
{

/** Why a document was refused, and where in its text. Thrown inside the reader only. */
struct JsonFault
{
    std::size_t offset = 0; ///< bytes from the start of the text
    std::string why;
};

/** "line L, column C", both from 1; a column is a character. */
[[nodiscard]] std::string lineAndColumn(std::string_view text, std::size_t offset);

/**
    Finds the place and the reason of the first fault in a text that simdjson has refused, since that tells neither.
    Pure, and in memory that does not grow with the nesting.
*/
[[nodiscard]] JsonFault locateFault(std::string_view text, std::size_t maxDepth);

} // namespace loophole
