#pragma once

#include "Core/Limits.h"
#include "Signal/Codec/MediaReader.h"
#include "Signal/Peaks/CacheFolder.h"
#include "Signal/Proxy/ProxyRecord.h"

namespace loophole::signal
{

/** A proxy that is there, whole and as it was written. */
struct StoredProxy
{
    std::filesystem::path file;
    ProxyRecord record;

    [[nodiscard]] ProxyQuality quality() const { return static_cast<ProxyQuality>(record.quality); }
};

/**
    Owns the folder of proxies: one a content and quality, named by the fingerprint of the medium, with a record beside
    it. Paths from which proxies were made lead to those records too, so that the proxy of a medium that is gone, or
    whose drive hangs, is found without touching the medium. Bounded in total size; the least recently used go first.
    Any number of disk threads, and of processes, may use one folder at once.
*/
class ProxyStore
{
public:
    /** The folder is made when something is kept. */
    explicit ProxyStore(std::filesystem::path folder, std::int64_t capacityBytes = limits::defaultCacheBytes);

    /** Where the proxy of a medium is to be written. Makes the folder. */
    [[nodiscard]] Outcome<std::filesystem::path> placeFor(DiskThread&, const MediaFingerprint&, ProxyQuality) const;

    /** What was written to placeFor() belongs to the medium at `original` from now on; makes room for it. */
    [[nodiscard]] Outcome<StoredProxy> keep(DiskThread&, const std::filesystem::path& original,
                                            const ProxyRecord&) const;

    /** Of a medium with this fingerprint. Marks it as used; one that is damaged is removed and not found. */
    [[nodiscard]] std::optional<StoredProxy> find(DiskThread&, const MediaFingerprint&, ProxyQuality) const;

    /** Of the medium that lay at `original` when a proxy of it was last made or asked for: draft before Opus. Whether
        it still lies there unchanged is not looked at. */
    [[nodiscard]] std::optional<StoredProxy> findByPath(DiskThread&, const std::filesystem::path& original) const;

    /** `original` holds the medium that the proxy was made from. */
    void remember(DiskThread&, const std::filesystem::path& original, const StoredProxy&) const;

    [[nodiscard]] bool isEmpty(DiskThread&) const;
    [[nodiscard]] std::map<ino_t, CacheFolder::File> files(DiskThread& thread) const { return cache.files(thread); }
    /** Removes all of them; those that are being read stay readable. */
    void clear(DiskThread&) const;

private:
    [[nodiscard]] std::filesystem::path linkOf(const std::filesystem::path& original, ProxyQuality) const;
    [[nodiscard]] std::optional<StoredProxy> open(DiskThread&, const ProxyRecord&) const;
    void remove(const MediaFingerprint&, ProxyQuality) const;
    void makeRoom(DiskThread&, const std::filesystem::path& newest) const;
    void removeOrphans(DiskThread&) const;

    CacheFolder cache;
};

} // namespace loophole::signal
