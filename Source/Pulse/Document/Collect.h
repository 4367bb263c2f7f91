#pragma once

#include "Core/Outcome.h"
#include "Pulse/Document/SessionFile.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <vector>

namespace loophole
{

struct CollectOptions
{
    bool leavesMissing = false; ///< media that are not there keep their paths; else they are a Failure
    std::function<void(std::uint64_t done, std::uint64_t of)> progress; ///< in bytes; may be empty
};

struct CollectReport
{
    std::filesystem::path document; ///< the collected one
    std::size_t files = 0;          ///< copied
    std::uint64_t bytes = 0;
    std::vector<std::filesystem::path> missing; ///< left where they are not
};

/**
    Copies a session with all its media into a new folder: the document and, below it, `Audio` with every file once,
    under a name of its own. Each copy is flushed to the disk and read back against the original's hash. All of it is
    made beside the folder under another name, so the folder is there as a whole or not at all; the session itself and
    its media are not touched. Waits for disks.
*/
[[nodiscard]] Outcome<CollectReport> collect(const SessionFile&, const std::filesystem::path& folder,
                                             const CollectOptions& = {});

} // namespace loophole
