#pragma once

#include "Concurrency/ThreadTokens.h"
#include "Signal/Disk/DeviceId.h"

#include <cstdint>
#include <filesystem>

namespace loophole::signal
{

/** By which a file that is looked at again is known to be the same: what it is and when it was changed last. */
struct FileStamp
{
    std::uintmax_t inode = 0;
    std::uintmax_t bytes = 0;
    std::int64_t changed = 0; ///< in nanoseconds
    bool operator==(const FileStamp&) const = default;

    /** Whether what was read of the file of `before` may not be what this one holds. One that only grew, as a recording
        does, still holds it. */
    [[nodiscard]] bool isOtherThan(const FileStamp& before) const
    {
        return inode != before.inode || bytes < before.bytes || (bytes == before.bytes && changed != before.changed);
    }
};

/** One look for both, so that they belong together. False where the file cannot be looked at. */
bool tryStat(DiskThread&, const std::filesystem::path&, FileStamp&, DeviceId&);

} // namespace loophole::signal
