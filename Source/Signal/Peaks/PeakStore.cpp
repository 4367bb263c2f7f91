#include "Signal/Peaks/PeakStore.h"

#include "Signal/Peaks/PeakCacheWriter.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <fcntl.h>
#include <sys/stat.h>

namespace loophole::signal
{

namespace
{

constexpr auto suffix = ".peaks";

/** A writer touches its file many times a minute; one untouched for so long belongs to a process that was killed. */
constexpr std::int64_t abandonedSeconds = 3600;

/** A peak file, which may have several names. */
struct StoredFile
{
    std::vector<std::filesystem::path> names;
    std::int64_t bytes = 0;
    std::int64_t usedAt = 0; ///< nanoseconds since 1970
};

std::int64_t nanoseconds(const timespec& time)
{
    return time.tv_sec * 1'000'000'000 + time.tv_nsec;
}

std::int64_t secondsNow()
{
    return std::chrono::duration_cast<std::chrono::seconds>(std::chrono::system_clock::now().time_since_epoch())
        .count();
}

/** Every peak file of the folder, by inode; what killed writers left there is removed on the way. */
std::map<ino_t, StoredFile> listFiles(const std::filesystem::path& folder)
{
    std::map<ino_t, StoredFile> files;
    std::error_code error;
    for (std::filesystem::directory_iterator entry(folder, error), end; !error && entry != end; entry.increment(error))
    {
        const auto& path = entry->path();
        struct stat status = {};
        if (::lstat(path.c_str(), &status) != 0 || !S_ISREG(status.st_mode))
            continue;
        if (path.extension() == PeakCacheWriter::unfinishedSuffix &&
            status.st_mtim.tv_sec < secondsNow() - abandonedSeconds)
            std::filesystem::remove(path, error);
        if (path.extension() != suffix)
            continue;
        auto& file = files[status.st_ino];
        file.names.push_back(path);
        file.bytes = status.st_blocks * 512;
        file.usedAt = nanoseconds(status.st_mtim);
    }
    return files;
}

/** The least recently used goes first, so using is writing the time. A folder that may not be written stays as it is.
 */
void markUsed(const std::filesystem::path& path)
{
    ::utimensat(AT_FDCWD, path.c_str(), nullptr, 0);
}

} // namespace

PeakStore::PeakStore(std::filesystem::path folder, std::int64_t capacityBytes)
    : cacheFolder(std::move(folder)), capacity(capacityBytes)
{
}

std::filesystem::path PeakStore::pathOf(const MediaFingerprint& fingerprint) const
{
    char modified[17];
    std::snprintf(modified, sizeof modified, "%016llx", static_cast<unsigned long long>(fingerprint.modified));
    return cacheFolder / (fingerprint.content.hex() + "-" + modified + suffix);
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
        markUsed(path);
    return peaks;
}

std::vector<PeakStore::Similar> PeakStore::findSimilar(DiskThread& thread, const MediaFingerprint& fingerprint)
{
    std::vector<Similar> similar;
    const auto own = pathOf(fingerprint);
    const auto prefix = fingerprint.content.hex();
    for (const auto& [inode, file] : listFiles(cacheFolder))
        for (const auto& path : file.names)
            if (path != own && path.filename().string().starts_with(prefix))
                if (auto peaks = openShared(thread, path); peaks && peaks->contentKey() == fingerprint.content)
                {
                    similar.push_back({path, std::move(peaks)});
                    break;
                }
    return similar;
}

void PeakStore::adopt(DiskThread&, const MediaFingerprint& fingerprint, const Similar& similar)
{
    // Without links the content is proved again the next time.
    std::error_code ignored;
    std::filesystem::create_hard_link(similar.path, pathOf(fingerprint), ignored);
    markUsed(similar.path);
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
    makeRoom(thread, path);
    return peaks.value();
}

void PeakStore::makeRoom(DiskThread&, const std::filesystem::path& newest) const
{
    std::vector<StoredFile> byAge;
    std::int64_t total = 0;
    for (auto& [inode, file] : listFiles(cacheFolder))
    {
        total += file.bytes;
        byAge.push_back(std::move(file));
    }
    std::sort(byAge.begin(), byAge.end(), [](const auto& a, const auto& b) { return a.usedAt < b.usedAt; });
    for (const auto& file : byAge)
    {
        if (total <= capacity)
            return;
        if (std::find(file.names.begin(), file.names.end(), newest) != file.names.end())
            continue;
        std::error_code ignored;
        for (const auto& name : file.names)
            std::filesystem::remove(name, ignored);
        total -= file.bytes;
    }
}

} // namespace loophole::signal
