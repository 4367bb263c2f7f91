#include "Signal/Disk/UsableCores.h"

#include <algorithm>
#include <thread>
#if defined(__linux__)
#include <sched.h>
#endif

namespace loophole::signal
{

int usableCores()
{
#if defined(__linux__)
    // The C library counts the cores that are switched on, whether or not this process was given them.
    cpu_set_t cores;
    CPU_ZERO(&cores);
    if (sched_getaffinity(0, sizeof(cores), &cores) == 0)
        return std::max(1, CPU_COUNT(&cores));
#endif
    return std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
}

} // namespace loophole::signal
