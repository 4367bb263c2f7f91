#include "Signal/Peaks/CacheFolder.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <fcntl.h>
#include <sys/stat.h>

namespace loophole::signal
{
namespace
{

/** A writer touches its file many times a minute; one untouched for so long belongs to a process that was killed. */
constexpr std::int64_t abandonedSeconds = 3600;

std::int64_t nanoseconds(const timespec& time)
{
    return time.tv_sec * 1'000'000'000 + time.tv_nsec;
}

std::int64_t secondsNow()
{
    return std::chrono::duration_cast<std::chrono::seconds>(std::chrono::system_clock::now().time_since_epoch())
        .count();
}

} // namespace

CacheFolder::CacheFolder(std::filesystem::path folder, std::vector<std::string> suffixes, std::int64_t capacityBytes)
    : folder(std::move(folder)), suffixes(std::move(suffixes)), capacity(capacityBytes)
{
}

std::filesystem::path CacheFolder::pathOf(const MediaFingerprint& fingerprint, std::string_view suffix) const
{
    char modified[17];
    std::snprintf(modified, sizeof modified, "%016llx", static_cast<unsigned long long>(fingerprint.modified));
    return folder / (fingerprint.content.hex() + "-" + modified + std::string(suffix));
}

std::map<ino_t, CacheFolder::File> CacheFolder::files(DiskThread&) const
{
    std::map<ino_t, File> found;
    std::error_code error;
    using Entries = std::filesystem::recursive_directory_iterator;
    constexpr auto options = std::filesystem::directory_options::skip_permission_denied;
    for (Entries entry(folder, options, error), end; !error && entry != end; entry.increment(error))
    {
        const auto& path = entry->path();
        struct stat status = {};
        if (::lstat(path.c_str(), &status) != 0 || !S_ISREG(status.st_mode))
            continue;
        if (path.extension() == unfinishedSuffix && status.st_mtim.tv_sec < secondsNow() - abandonedSeconds)
            std::filesystem::remove(path, error);
        if (std::ranges::find(suffixes, path.extension().native()) == suffixes.end())
            continue;
        auto& file = found[status.st_ino];
        file.names.push_back(path);
        file.bytes = status.st_blocks * 512;
        file.usedAt = nanoseconds(status.st_mtim);
    }
    return found;
}

/** Using is writing the time. */
void CacheFolder::markUsed(DiskThread&, const std::filesystem::path& path)
{
    ::utimensat(AT_FDCWD, path.c_str(), nullptr, 0);
}

std::int64_t CacheFolder::makeRoom(DiskThread& thread, const std::filesystem::path& newest) const
{
    std::vector<File> byAge;
    std::int64_t total = 0;
    for (auto& [inode, file] : files(thread))
    {
        total += file.bytes;
        byAge.push_back(std::move(file));
    }
    std::ranges::sort(byAge, {}, &File::usedAt);
    for (const auto& file : byAge)
    {
        if (total <= capacity)
            break;
        if (std::ranges::find(file.names, newest) != file.names.end())
            continue;
        remove(file);
        total -= file.bytes;
    }
    return total;
}

void CacheFolder::clear(DiskThread& thread) const
{
    for (const auto& [inode, file] : files(thread))
        remove(file);
}

void CacheFolder::remove(const File& file)
{
    std::error_code ignored;
    for (const auto& name : file.names)
        std::filesystem::remove(name, ignored);
}

} // namespace loophole::signal
