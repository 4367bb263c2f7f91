#include "Signal/Stream/FileStamp.h"

#include <sys/stat.h>

namespace loophole::signal
{

bool tryStat(DiskThread&, const std::filesystem::path& path, FileStamp& stamp, DeviceId& device)
{
    struct stat status
    {
    };
    if (::stat(path.c_str(), &status) != 0)
        return false;
    stamp.inode = status.st_ino;
    stamp.bytes = static_cast<std::uintmax_t>(status.st_size);
    stamp.changed = std::int64_t{status.st_mtim.tv_sec} * 1'000'000'000 + status.st_mtim.tv_nsec;
    device.value = status.st_dev;
    return true;
}

} // namespace loophole::signal
