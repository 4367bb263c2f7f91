#pragma once

#include "Signal/Peaks/MediaFingerprint.h"

#include <map>
#include <string>
#include <string_view>
#include <sys/types.h>
#include <vector>

namespace loophole::signal
{

/**
    Names and bounds the files of a folder that are made from media and can be made again: named by the fingerprint of
    the medium, the least recently used the first to go when there are too many bytes. Keeps no state but the folder's
    own; any number of disk threads, and of processes, may use one folder at once.
*/
class CacheFolder
{
public:
    /** A writer calls its file so while it works; what a killed one left behind is removed an hour later. */
    static constexpr auto unfinishedSuffix = ".unfinished";

    /** A file with its names, which may be several. */
    struct File
    {
        std::vector<std::filesystem::path> names;
        std::int64_t bytes = 0;  ///< on the disk
        std::int64_t usedAt = 0; ///< nanoseconds since 1970
    };

    /** Only files that end in one of `suffixes` are counted and removed. The folder is made by whoever writes first. */
    CacheFolder(std::filesystem::path folder, std::vector<std::string> suffixes, std::int64_t capacityBytes);

    [[nodiscard]] const std::filesystem::path& path() const { return folder; }

    /** What is made from this medium is called so. */
    [[nodiscard]] std::filesystem::path pathOf(const MediaFingerprint&, std::string_view suffix) const;

    /** By inode, also in the folders below. */
    [[nodiscard]] std::map<ino_t, File> files(DiskThread&) const;

    /** From now on it is the last to go. A folder that may not be written stays as it is. */
    static void markUsed(DiskThread&, const std::filesystem::path&);

    /** Removes what was unused for longest until the rest fits; `newest` stays whatever its size. The bytes that stay.
     */
    std::int64_t makeRoom(DiskThread&, const std::filesystem::path& newest) const;

    [[nodiscard]] std::int64_t capacityBytes() const { return capacity; }

    /** Removes every file that files() finds. */
    void clear(DiskThread&) const;

private:
    static void remove(const File&);

    std::filesystem::path folder;
    std::vector<std::string> suffixes;
    std::int64_t capacity;
};

} // namespace loophole::signal
