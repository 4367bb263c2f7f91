#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace loophole
{

/**
    The musical key that a tag or a person names, in one spelling: "Am" for "A minor", "amin" and "8A" (Camelot's
    wheel), "A#" for "Bb major". None where the text names no key. Pure.
*/
[[nodiscard]] std::optional<std::string> musicalKey(std::string_view text);

} // namespace loophole
