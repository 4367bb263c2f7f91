#pragma once

#include "Core/Outcome.h"

#include <filesystem>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

namespace loophole
{

/** Files by name, as found below some folders. */
struct FolderFindings
{
    std::unordered_map<std::string, std::vector<std::filesystem::path>> byName; ///< absolute; only the names asked for
    std::vector<Failure> unreadable;                                            ///< folders that could not be read
};

/**
    Walks `folders` and everything below them, symbolic links to folders too, each folder once however it is reached,
    and notes the files with one of `names`. Waits for disks.
*/
[[nodiscard]] FolderFindings searchFolders(const std::vector<std::filesystem::path>& folders,
                                           const std::set<std::string>& names);

} // namespace loophole
