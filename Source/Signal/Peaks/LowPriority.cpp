#include "Signal/Peaks/LowPriority.h"

#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace loophole::signal
{

void lowerPriorityOfThisThread()
{
    // On Linux a nice value belongs to the thread whose id is given. 10: a tenth of a normal thread's share.
    const auto thread = static_cast<id_t>(::syscall(SYS_gettid));
    ::setpriority(PRIO_PROCESS, thread, 10);
    // Best effort, lowest of eight (linux/ioprio.h has neither name nor wrapper in the C library).
    constexpr int whoIsProcess = 1;
    constexpr int bestEffort = 2;
    constexpr int classShift = 13;
    constexpr int lowest = 7;
    ::syscall(SYS_ioprio_set, whoIsProcess, 0, bestEffort << classShift | lowest);
}

} // namespace loophole::signal
