#include "Signal/Device/RealtimePriority.h"

#include <pthread.h>
#include <sched.h>

namespace loophole::signal
{

bool tryRealtimePriority()
{
    // Above every ordinary thread, below JACK's server (10) and the kernel's interrupt threads (50).
    sched_param wanted{};
    wanted.sched_priority = 8;
    return pthread_setschedparam(pthread_self(), SCHED_FIFO, &wanted) == 0;
}

} // namespace loophole::signal
