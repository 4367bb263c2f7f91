#pragma once

#include "Concurrency/ThreadTokens.h"
#include "Model/AudioAsset.h"

namespace loophole
{

/** Opens a medium to say what it is, for commands that may wait for the disk; `path` must be absolute. */
[[nodiscard]] AudioAsset probeMedia(DiskThread&, const std::filesystem::path& path);

} // namespace loophole
