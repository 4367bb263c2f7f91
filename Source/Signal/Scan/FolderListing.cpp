#include "Signal/Scan/FolderListing.h"

#include "Core/Clock.h"
#include "Model/AudioExtensions.h"
#include "Signal/Codec/SystemError.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <climits>

namespace loophole::signal
{
namespace
{

ChangeStamp stampOf(const struct stat& status)
{
    return {status.st_size, std::int64_t{status.st_mtim.tv_sec} * 1'000'000'000 + status.st_mtim.tv_nsec};
}

} // namespace

void FolderListing::fail(FolderScanned& part, int error)
{
    part.error = systemErrorText(error);
    part.isComplete = true;
    listing.reset();
}

FolderScanned FolderListing::nextPart(DiskThread& thread)
{
    FolderScanned part;
    if (!listing)
        listing.reset(::opendir(folder.c_str()));
    struct stat status = {};
    if (!listing || ::fstat(::dirfd(listing.get()), &status) != 0)
    {
        fail(part, errno);
        return part;
    }
    part.identity = {status.st_dev, status.st_ino};
    const auto end = SteadyClock().now() + longestPart;
    while (part.entries.size() < entriesAPart && SteadyClock().now() < end)
    {
        errno = 0;
        const auto* entry = ::readdir(listing.get());
        if (entry == nullptr && errno != 0)
            fail(part, errno);
        if (entry == nullptr)
        {
            part.isComplete = true;
            listing.reset();
            break;
        }
        if (entry->d_name[0] != '.')
            take(thread, *entry, part);
    }
    return part;
}

void FolderListing::take(DiskThread&, const dirent& entry, FolderScanned& part) const
{
    ScannedEntry told;
    told.name = entry.d_name;
    auto type = entry.d_type;
    const auto isMedium = looksLikeAudio(told.name);
    struct stat status = {};
    if (type == DT_UNKNOWN || (type == DT_REG && isMedium))
    {
        if (::fstatat(::dirfd(listing.get()), entry.d_name, &status, AT_SYMLINK_NOFOLLOW) != 0)
            return; // gone since it was listed, or as good as that
        type = S_ISDIR(status.st_mode) ? DT_DIR : S_ISLNK(status.st_mode) ? DT_LNK : DT_REG;
        if (type == DT_REG && !S_ISREG(status.st_mode))
            return;
        told.stamp = stampOf(status);
    }
    if (type == DT_DIR)
        told.kind = ScannedEntry::Kind::folder;
    else if (type == DT_LNK)
    {
        std::array<char, PATH_MAX> target{};
        const auto length = ::readlinkat(::dirfd(listing.get()), entry.d_name, target.data(), target.size());
        if (length <= 0)
            return;
        told.kind = ScannedEntry::Kind::link;
        told.linkTarget = (folder / std::string(target.data(), static_cast<std::size_t>(length))).lexically_normal();
    }
    else if (type != DT_REG || !isMedium)
        return;
    part.entries.push_back(std::move(told));
}

} // namespace loophole::signal
