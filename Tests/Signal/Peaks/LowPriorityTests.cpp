#include "Signal/Peaks/LowPriority.h"

#include <catch2/catch.hpp>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <thread>
#include <unistd.h>

TEST_CASE("a thread of low priority is nicer than the others and leaves them as they are")
{
    const auto niceOfThisThread = [] { return getpriority(PRIO_PROCESS, static_cast<id_t>(syscall(SYS_gettid))); };
    const int before = niceOfThisThread();
    int lowered = before;
    std::thread(
        [&]
        {
            loophole::signal::lowerPriorityOfThisThread();
            lowered = niceOfThisThread();
        })
        .join();
    CHECK(lowered >= 10);
    CHECK(niceOfThisThread() == before);
}
