#pragma once

#include <ctime>

namespace loophole::bench
{

template <class Work>
[[nodiscard]] double millisecondsOf(clockid_t clock, Work work)
{
    const auto now = [clock]
    {
        timespec time{};
        ::clock_gettime(clock, &time);
        return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_nsec) * 1e-6;
    };
    const auto began = now();
    work();
    return now() - began;
}

/** What the calling thread itself spends on the work: what else runs on the machine is no part of it. */
template <class Work>
[[nodiscard]] double cpuMilliseconds(Work work)
{
    return millisecondsOf(CLOCK_THREAD_CPUTIME_ID, work);
}

/** What all threads of this process together spend while the work is done. */
template <class Work>
[[nodiscard]] double cpuMillisecondsOfAll(Work work)
{
    return millisecondsOf(CLOCK_PROCESS_CPUTIME_ID, work);
}

} // namespace loophole::bench
