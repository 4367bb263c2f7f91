#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace loophole::aura
{

/** "Kick 2" before "kick 10": letters without case, runs of digits by their number. */
[[nodiscard]] bool comesBefore(std::string_view a, std::string_view b);

/** The last name of a path, without a copy of it. Until the path changes. */
[[nodiscard]] std::string_view lastName(const std::filesystem::path&);

/** ASCII only: other letters keep their case, which is as good as a locale that the file system does not have. */
[[nodiscard]] std::string lowered(std::string text);

} // namespace loophole::aura
