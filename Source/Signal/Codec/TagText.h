#pragma once

#include <cstddef>
#include <span>
#include <string>

namespace loophole::signal
{

/**
    Text from a fixed or counted field of a file, as UTF-8: cut at the first zero, without surrounding blanks, at most
    4 KiB. Bytes that are not valid UTF-8 are taken for Latin-1, which is what recorders wrote before.
*/
[[nodiscard]] std::string tagText(std::span<const std::byte> field);

} // namespace loophole::signal
