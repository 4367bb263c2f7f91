#include "Signal/Disk/OpenFiles.h"

#include <algorithm>

#if defined(__unix__) || defined(__APPLE__)
#include <sys/resource.h>
#endif

namespace loophole::signal
{
namespace
{

/** Twice what ReaderShelf may keep open; macOS refuses more than 10,240. */
constexpr std::size_t mostNeeded = 10'240;

} // namespace

#if defined(__unix__) || defined(__APPLE__)

std::size_t mostOpenFiles()
{
    rlimit limit{};
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0)
        return 1024;
    return static_cast<std::size_t>(std::min<rlim_t>(limit.rlim_cur, mostNeeded));
}

void allowManyOpenFiles()
{
    rlimit limit{};
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur >= mostNeeded)
        return;
    limit.rlim_cur = std::min<rlim_t>(limit.rlim_max, mostNeeded);
    (void) setrlimit(RLIMIT_NOFILE, &limit);
}

#else

std::size_t mostOpenFiles()
{
    return mostNeeded; // handles are bounded by memory alone
}

void allowManyOpenFiles() {}

#endif

} // namespace loophole::signal
