#pragma once

#include <string>
#include <string_view>

namespace loophole
{

/**
    A name as it is indexed: followed by its words once more where they are written together, so that "DeepKick808" is
    found by "kick" and by "808". Words begin at a capital behind a small letter and where letters meet digits. Pure.
*/
[[nodiscard]] std::string searchText(std::string_view name);

/** Whether the index can hold any of it: it keeps letters and digits of every script, and nothing else. */
[[nodiscard]] bool hasWord(std::string_view);

/** The text with a to z for A to Z and all else as it is. */
[[nodiscard]] std::string lowerCase(std::string_view);

} // namespace loophole
