#pragma once

#include "Messages/PulseToAura.h"

#include <filesystem>
#include <optional>

namespace loophole
{

/** A performance warning in the user's words: what happened, to which file, and what to do. `path` is of the asset
 * that it is about, if any. */
[[nodiscard]] Notice performanceNotice(const PerformanceWarning&, const std::optional<std::filesystem::path>& path);

} // namespace loophole
