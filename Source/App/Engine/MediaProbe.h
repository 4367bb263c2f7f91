#pragma once

#include "Concurrency/ThreadTokens.h"
#include "Core/Clock.h"
#include "Core/Outcome.h"
#include "Model/AudioAsset.h"
#include "Signal/Cloud/CloudRules.h"

#include <vector>

namespace loophole
{

/** Opens a medium that is no placeholder to say what it is, for commands that may wait for the disk; `path` must be
 * absolute. */
[[nodiscard]] AudioAsset probeMedia(DiskThread&, const std::filesystem::path& path, const signal::CloudRules&);

/** The prints of a file that is no placeholder; without the hash where its quick print is not the wanted one, unless
    that is none. Waits for the disk to read all of it. */
[[nodiscard]] Outcome<MediaContent> readContent(DiskThread&, const std::filesystem::path& absolute,
                                                const ContentKey& wantedPrint, const signal::CloudRules&);

/**
    What probeMedia() says of many, on a disk pool of their own, in their order. Those that have not answered after
   `patience` are pending; threads that hang in them are left behind.
*/
[[nodiscard]] std::vector<AudioAsset> probeMediaWithin(const std::vector<std::filesystem::path>& paths,
                                                       Instant patience, const signal::CloudRules&);

} // namespace loophole
