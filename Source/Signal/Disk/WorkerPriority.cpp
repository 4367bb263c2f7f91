#include "Signal/Disk/WorkerPriority.h"

#include <csignal>
#include <pthread.h>
#if defined(__linux__)
#include <sched.h>
#include <sys/resource.h>
#include <unistd.h>
#endif

namespace loophole::signal
{

void beDiskThread(WorkerPriority priority)
{
    sigset_t all;
    sigfillset(&all);
    pthread_sigmask(SIG_BLOCK, &all, nullptr);
#if defined(__linux__)
    if (priority == WorkerPriority::normal)
        return;
    // A batch thread never preempts one that wakes up beside it; 5 more leave it a quarter of a contested core.
    constexpr int nicer = 5;
    const auto thread = static_cast<id_t>(gettid());
    const sched_param parameters{};
    sched_setscheduler(0, SCHED_BATCH, &parameters);
    setpriority(PRIO_PROCESS, thread, getpriority(PRIO_PROCESS, thread) + nicer);
#else
    static_cast<void>(priority);
#endif
}

} // namespace loophole::signal
