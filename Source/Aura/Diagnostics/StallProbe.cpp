#include "Aura/Diagnostics/StallProbe.h"

#include <ctime>

namespace loophole::aura
{

Instant StallProbe::usedByThisThread()
{
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return std::chrono::seconds(time.tv_sec) + std::chrono::nanoseconds(time.tv_nsec);
}

} // namespace loophole::aura
