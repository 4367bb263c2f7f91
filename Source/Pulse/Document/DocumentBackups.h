#pragma once

#include <chrono>
#include <filesystem>
#include <optional>
#include <vector>

namespace loophole
{

/** The backups of a document that stand beside it. Waits for the disk. */
struct DocumentBackups
{
    static constexpr std::size_t mostBackups = 5;
    static constexpr std::chrono::seconds shortestPause{60};

    /** Keeps the document as it is now under a backup's name; none where there is nothing to keep, one was made within
        the last minute, or it cannot be made. */
    static std::optional<std::filesystem::path> keep(const std::filesystem::path& document,
                                                     std::chrono::sys_seconds now);
    /** Removes all but the newest. */
    static void removeOld(const std::filesystem::path& document);

    /** Oldest first. */
    [[nodiscard]] static std::vector<std::filesystem::path> of(const std::filesystem::path& document);
};

} // namespace loophole
