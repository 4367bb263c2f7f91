#pragma once

#include "Concurrency/ThreadTokens.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace loophole::signal
{

/** What a look at a file tells that may give a placeholder of a cloud client away. Nothing of it opens the file. */
struct FileTraits
{
    bool exists = false;
    std::uintmax_t bytes = 0;
    std::uintmax_t allocatedBytes = 0;
    bool tellsAllocation = false;   ///< whether the file system's allocatedBytes mean anything
    bool recallsOnAccess = false;   ///< Windows: FILE_ATTRIBUTE_RECALL_ON_DATA_ACCESS, _RECALL_ON_OPEN or _OFFLINE
    bool isDataless = false;        ///< macOS: SF_DATALESS
    bool hasHydrateCommand = false; ///< Nextcloud with extended attributes: user.nextcloud.hydrate_exec
    std::string clientStatus;       ///< OneDrive's clients for Linux: user.onedriver.status
    std::string suffixBeside;       ///< where the file is not there, but one of its name with this suffix is
};

/** Waits for the disk, but never for a download. `suffixes` are tried in their order where there is no such file. */
[[nodiscard]] FileTraits traitsOf(DiskThread&, const std::filesystem::path&, const std::vector<std::string>& suffixes);

} // namespace loophole::signal
