#pragma once

#include "App/Commands/Command.h"

#include <filesystem>

namespace loophole::cli
{

/** Puts samples through one buffer of each kind, with those of the disk in `folder`, and tells how that went: their
 * metrics, what is configured, and the memory that there is. */
[[nodiscard]] Json describeBuffers(const std::filesystem::path& folder);

void printBuffers(const Json&);

} // namespace loophole::cli
