#include "Signal/Disk/LocalFileSystem.h"

#if defined(__linux__)
#include <algorithm>
#include <array>
#include <sys/vfs.h>
#endif

namespace loophole::signal
{

#if defined(__linux__)

bool isLocalFileSystem(DiskThread&, const std::filesystem::path& path)
{
    /** The numbers of statfs(2). */
    constexpr std::array<long, 9> remote{
        0x65735546, // FUSE
        0x6969,     // NFS
        0x517b,     // SMB
        0xff534d42, // CIFS
        0xfe534d42, // SMB 2
        0x01021997, // 9p
        0x5346414f, // AFS
        0x73757245, // Coda
        0x00c36400  // Ceph
    };
    struct statfs about
    {
    };
    return ::statfs(path.c_str(), &about) == 0 &&
           std::ranges::find(remote, static_cast<long>(about.f_type)) == remote.end();
}

#else

bool isLocalFileSystem(DiskThread&, const std::filesystem::path&)
{
    return false;
}

#endif

} // namespace loophole::signal
