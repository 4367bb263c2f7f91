#include "Signal/Peaks/PeakStore.h"

#include "Signal/Codec/SystemError.h"
#include "Signal/Peaks/PeakCacheWriter.h"

#include <set>
#include <sys/stat.h>

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
    const auto plain = cache.pathOf(fingerprint, suffix);
    return plain.parent_path() / plain.filename().native().substr(0, 2) / plain.filename();
}

std::shared_ptr<const PeakCache> PeakStore::openShared(DiskThread& thread, const std::filesystem::path& path)
{
    std::error_code error;
    {
        const std::lock_guard lock(mutex);
        const auto known = opened.find(path);
        auto peaks = known == opened.end() ? nullptr : known->second.lock();
        if (peaks && !peaks->isDamaged())
            return peaks;
        if (peaks)
            std::filesystem::remove(path, error);
    }
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
    std::error_code error;
    std::set<ino_t> known;
    for (std::filesystem::directory_iterator entry(own.parent_path(), error), end; !error && entry != end;
         entry.increment(error))
    {
        const auto& path = entry->path();
        struct stat status = {};
        if (path == own || !path.filename().native().starts_with(prefix) || ::stat(path.c_str(), &status) != 0 ||
            !known.insert(status.st_ino).second)
            continue;
        if (auto peaks = openShared(thread, path); peaks && peaks->contentKey() == fingerprint.content)
            similar.push_back({path, std::move(peaks)});
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

Outcome<void> PeakStore::keep(DiskThread& thread, const MediaFingerprint& fingerprint, PeakCacheWriter& writer)
{
    const auto path = pathOf(fingerprint);
    std::error_code error;
    std::filesystem::create_directories(path.parent_path(), error);
    if (error)
        return Failure{path.parent_path().string(), "cannot be made: " + systemErrorText(error.value())};
    if (auto moved = writer.moveTo(thread, path); !moved)
        return moved;
    {
        const std::lock_guard lock(mutex);
        opened[path] = writer.peaks();
    }
    makeRoom(thread, path, writer.layout().fileBytes());
    return {};
}

void PeakStore::makeRoom(DiskThread& thread, const std::filesystem::path& newest, std::int64_t bytes)
{
    // Looking through a folder of ten thousand files takes longer than measuring a short medium. What other programs
    // add meanwhile is found out at the latest when this one has added a sixty-fourth of the whole.
    {
        const std::lock_guard lock(mutex);
        bytesAdded += bytes;
        if (hasCounted && bytesCounted + bytesAdded <= cache.capacityBytes() &&
            bytesAdded <= cache.capacityBytes() / 64)
            return;
        hasCounted = true;
        bytesAdded = 0;
    }
    const auto left = cache.makeRoom(thread, newest);
    const std::lock_guard lock(mutex);
    bytesCounted = left;
}

} // namespace loophole::signal
