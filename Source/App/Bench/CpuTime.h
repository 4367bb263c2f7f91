#pragma once

#include <ctime>

namespace loophole::bench
{

/** What the calling thread itself spends on the work: what else runs on the machine is no part of it. */
template <class Work>
[[nodiscard]] double cpuMilliseconds(Work work)
{
    const auto now = []
    {
        timespec time{};
        ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
        return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_nsec) * 1e-6;
    };
    const auto began = now();
    work();
    return now() - began;
}

} // namespace loophole::bench
