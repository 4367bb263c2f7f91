#pragma once

#include <filesystem>

namespace loophole
{

/** Whether a file's name ends as one of a medium does. Opening it is what tells. */
[[nodiscard]] bool looksLikeAudio(const std::filesystem::path&);

} // namespace loophole
