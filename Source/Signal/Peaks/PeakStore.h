#pragma once

#include "Core/Limits.h"
#include "Model/PeakCache.h"
#include "Signal/Peaks/CacheFolder.h"

#include <map>
#include <mutex>
#include <vector>

namespace loophole::signal
{

class PeakCacheWriter;

/**
    Owns the folder of peak files: one file a content, named by the fingerprint of the medium. A copy of a medium that
    differs in its time only gets a second name (a hard link) of the same peak file. Bounded in total size; the least
    recently used go first. Any number of disk threads, and of processes, may use one folder at once.
*/
class PeakStore
{
public:
    /** The folder is made when something is kept. */
    explicit PeakStore(std::filesystem::path folder, std::int64_t capacityBytes = limits::defaultCacheBytes);

    [[nodiscard]] const std::filesystem::path& folder() const { return cache.path(); }

    /** Null where there are none. Marks them as used. A damaged file is removed. */
    [[nodiscard]] std::shared_ptr<const PeakCache> find(DiskThread&, const MediaFingerprint&);

    struct Similar
    {
        std::filesystem::path path;
        std::shared_ptr<const PeakCache> peaks;
    };

    /** Peaks of media that look the same but were modified at another time: the same content, or nearly. */
    [[nodiscard]] std::vector<Similar> findSimilar(DiskThread&, const MediaFingerprint&);

    /** Gives peaks that were proved to be those of a further medium a name for it. */
    void adopt(DiskThread&, const MediaFingerprint&, const Similar&);

    /** Moves a finished file to its place and makes room. */
    [[nodiscard]] Outcome<void> keep(DiskThread&, const MediaFingerprint&, PeakCacheWriter&);

    [[nodiscard]] std::map<ino_t, CacheFolder::File> files(DiskThread& thread) const { return cache.files(thread); }
    /** Removes all files; peaks that are held stay readable. */
    void clear(DiskThread& thread) const { cache.clear(thread); }

private:
    /** In one of 256 folders, so that looking for similar ones lists few names however many there are. */
    [[nodiscard]] std::filesystem::path pathOf(const MediaFingerprint&) const;
    void makeRoom(DiskThread&, const std::filesystem::path& newest, std::int64_t bytes);
    [[nodiscard]] std::shared_ptr<const PeakCache> openShared(DiskThread&, const std::filesystem::path&);

    CacheFolder cache;
    std::mutex mutex;
    std::map<std::filesystem::path, std::weak_ptr<const PeakCache>> opened; ///< so that a content is mapped once
    std::int64_t bytesCounted = 0; ///< in the folder, when it was looked through last
    std::int64_t bytesAdded = 0;   ///< since then, by this store
    bool hasCounted = false;
};

} // namespace loophole::signal
