#pragma once

#include "Core/Outcome.h"

#include <cstdint>
#include <filesystem>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

namespace loophole
{

struct FilesWanted
{
    std::set<std::string> names;
    std::set<std::int64_t> sizes{}; ///< in bytes; none: files are not even asked for theirs
};

/** Files as found below some folders, each list in the order of its paths. */
struct FolderFindings
{
    struct File
    {
        std::filesystem::path path; ///< absolute
        std::int64_t bytes = -1;    ///< -1: was not looked at
        auto operator<=>(const File&) const = default;
    };
    std::unordered_map<std::string, std::vector<File>> byName; ///< only the names asked for
    std::unordered_map<std::int64_t, std::vector<File>> bySize;
    std::vector<Failure> unreadable; ///< folders that could not be read
    std::size_t filesSeen = 0;
};

/**
    Walks `folders` and everything below them, symbolic links to folders too, each folder once however it is reached,
    and notes the files of a wanted name or size. Waits for disks.
*/
[[nodiscard]] FolderFindings searchFolders(const std::vector<std::filesystem::path>& folders, const FilesWanted&);

} // namespace loophole
