#include "Signal/Cloud/FileTraits.h"

#if defined(_WIN32)
#include <windows.h>
#else
#include <sys/stat.h>
#endif
#if defined(__linux__)
#include <array>
#include <sys/vfs.h>
#include <sys/xattr.h>
#endif

namespace loophole::signal
{
namespace
{

namespace fs = std::filesystem;

#if defined(_WIN32)

void lookAt(const fs::path& path, FileTraits& traits)
{
    WIN32_FILE_ATTRIBUTE_DATA data{};
    if (!GetFileAttributesExW(path.c_str(), GetFileExInfoStandard, &data))
        return;
    // Older headers lack the two of cloud files.
    constexpr DWORD recallOnOpen = 0x00040000;
    constexpr DWORD recallOnDataAccess = 0x00400000;
    traits.exists = true;
    traits.bytes = (std::uintmax_t{data.nFileSizeHigh} << 32) | data.nFileSizeLow;
    traits.recallsOnAccess =
        (data.dwFileAttributes & (FILE_ATTRIBUTE_OFFLINE | recallOnOpen | recallOnDataAccess)) != 0;
}

bool isThere(const fs::path& path)
{
    return GetFileAttributesW(path.c_str()) != INVALID_FILE_ATTRIBUTES;
}

#else

#if defined(__linux__)

/** File systems that answer for others, with made-up numbers of blocks: statfs(2) names their magic numbers. */
bool tellsAllocation(const fs::path& path)
{
    constexpr long fuse = 0x65735546;
    constexpr long plan9 = 0x01021997;
    struct statfs about
    {
    };
    return ::statfs(path.c_str(), &about) == 0 && about.f_type != fuse && about.f_type != plan9;
}

std::string attributeOf(const fs::path& path, const char* name)
{
    std::array<char, 256> value{};
    const auto size = ::getxattr(path.c_str(), name, value.data(), value.size());
    return size > 0 ? std::string(value.data(), static_cast<std::size_t>(size)) : std::string();
}

void lookAtMarkers(const fs::path& path, FileTraits& traits)
{
    traits.hasHydrateCommand = !attributeOf(path, "user.nextcloud.hydrate_exec").empty();
    traits.clientStatus = attributeOf(path, "user.onedriver.status");
    traits.tellsAllocation = traits.allocatedBytes == 0 && tellsAllocation(path);
}

#else

void lookAtMarkers(const fs::path&, FileTraits&) {}

#endif

void lookAt(const fs::path& path, FileTraits& traits)
{
    struct stat status
    {
    };
    if (::stat(path.c_str(), &status) != 0)
        return;
    constexpr std::uintmax_t blockBytes = 512; // of st_blocks, whatever the file system's own are
    traits.exists = true;
    traits.bytes = static_cast<std::uintmax_t>(status.st_size);
    traits.allocatedBytes = static_cast<std::uintmax_t>(status.st_blocks) * blockBytes;
#if defined(__APPLE__)
    constexpr unsigned dataless = 0x40000000; // SF_DATALESS of sys/stat.h, which older SDKs lack
    traits.isDataless = (status.st_flags & dataless) != 0;
#endif
    lookAtMarkers(path, traits);
}

bool isThere(const fs::path& path)
{
    struct stat status
    {
    };
    return ::stat(path.c_str(), &status) == 0;
}

#endif

} // namespace

FileTraits traitsOf(DiskThread&, const fs::path& path, const std::vector<std::string>& suffixes)
{
    FileTraits traits;
    lookAt(path, traits);
    for (auto suffix = suffixes.begin(); !traits.exists && traits.suffixBeside.empty() && suffix != suffixes.end();
         ++suffix)
        if (auto beside = path; isThere(beside += *suffix))
            traits.suffixBeside = *suffix;
    return traits;
}

} // namespace loophole::signal
