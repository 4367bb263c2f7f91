#include "Signal/Peaks/PeakStore.h"

#include "Signal/Peaks/PeakCacheWriter.h"

namespace loophole::signal
{

namespace
{

constexpr auto suffix = ".peaks";

} // namespace

PeakStore::PeakStore(std::filesystem::path folder, std::int64_t capacityBytes)
    : cache(std::move(folder), {suffix}, capacityBytes)
{
}

std::filesystem::path PeakStore::pathOf(const MediaFingerprint& fingerprint) const
{
    return cache.pathOf(fingerprint, suffix);
}

std::shared_ptr<const PeakCache> PeakStore::openShared(DiskThread& thread, const std::filesystem::path& path)
{
    {
        const std::lock_guard lock(mutex);
        if (const auto known = opened.find(path); known != opened.end())
            if (auto peaks = known->second.lock())
                return peaks;
    }
    std::error_code error;
    if (!std::filesystem::exists(path, error))
        return nullptr;
    auto peaks = PeakCache::open(thread, path);
    if (!peaks)
    {
        std::filesystem::remove(path, error);
        return nullptr;
    }
    const std::lock_guard lock(mutex);
    std::erase_if(opened, [](const auto& entry) { return entry.second.expired(); });
    opened[path] = peaks.value();
    return peaks.value();
}

std::shared_ptr<const PeakCache> PeakStore::find(DiskThread& thread, const MediaFingerprint& fingerprint)
{
    const auto path = pathOf(fingerprint);
    auto peaks = openShared(thread, path);
    // The name says which content it is; a file that says otherwise was put there by hand.
    if (peaks && peaks->contentKey() != fingerprint.content)
        return nullptr;
    if (peaks)
        CacheFolder::markUsed(thread, path);
    return peaks;
}

std::vector<PeakStore::Similar> PeakStore::findSimilar(DiskThread& thread, const MediaFingerprint& fingerprint)
{
    std::vector<Similar> similar;
    const auto own = pathOf(fingerprint);
    const auto prefix = fingerprint.content.hex();
    for (const auto& [inode, file] : cache.files(thread))
        for (const auto& path : file.names)
            if (path != own && path.filename().string().starts_with(prefix))
                if (auto peaks = openShared(thread, path); peaks && peaks->contentKey() == fingerprint.content)
                {
                    similar.push_back({path, std::move(peaks)});
                    break;
                }
    return similar;
}

void PeakStore::adopt(DiskThread& thread, const MediaFingerprint& fingerprint, const Similar& similar)
{
    // Without links the content is proved again the next time.
    std::error_code ignored;
    std::filesystem::create_hard_link(similar.path, pathOf(fingerprint), ignored);
    CacheFolder::markUsed(thread, similar.path);
    const std::lock_guard lock(mutex);
    opened[pathOf(fingerprint)] = similar.peaks;
}

Outcome<std::shared_ptr<const PeakCache>> PeakStore::keep(DiskThread& thread, const MediaFingerprint& fingerprint,
                                                          PeakCacheWriter& writer)
{
    const auto path = pathOf(fingerprint);
    if (auto moved = writer.moveTo(thread, path); !moved)
        return moved.failure();
    auto peaks = PeakCache::open(thread, path);
    if (!peaks)
        return peaks.failure();
    {
        const std::lock_guard lock(mutex);
        opened[path] = peaks.value();
    }
    cache.makeRoom(thread, path);
    return peaks.value();
}

} // namespace loophole::signal
