#pragma once

#include "Concurrency/ThreadTokens.h"
#include "Core/Clock.h"
#include "Model/AudioAsset.h"
#include "Signal/Cloud/CloudRules.h"

#include <vector>

namespace loophole
{

/** Opens a medium that is no placeholder to say what it is, for commands that may wait for the disk; `path` must be
 * absolute. */
[[nodiscard]] AudioAsset probeMedia(DiskThread&, const std::filesystem::path& path, const signal::CloudRules&);

/**
    The same for many on a disk pool of their own, in their order. Those that have not answered after `patience` are
    pending; threads that hang in them are left behind.
*/
[[nodiscard]] std::vector<AudioAsset> probeMediaWithin(const std::vector<std::filesystem::path>& paths,
                                                       Instant patience, const signal::CloudRules&);

} // namespace loophole
