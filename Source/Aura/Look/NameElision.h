#pragma once

#include <functional>
#include <string>

namespace loophole::aura
{

/** Width in pixels of a piece of UTF-8 text. */
using TextWidth = std::function<double(const std::string&)>;

/**
    A name shortened in its middle with "…" so that it fits: the beginning says what it is, the end which take. Never
    cuts a UTF-8 sequence. Empty where not even one letter and the ellipsis fit.
*/
[[nodiscard]] std::string elidedInMiddle(const std::string& name, double width, const TextWidth&);

} // namespace loophole::aura
