#include "Signal/Device/RealtimePriority.h"

#include <catch2/catch.hpp>
#include <pthread.h>
#include <sched.h>
#include <thread>

TEST_CASE("a thread has first-in-first-out scheduling exactly when it was told so")
{
    bool isGranted = false;
    int policy = -1;
    std::thread(
        [&]
        {
            isGranted = loophole::signal::tryRealtimePriority();
            sched_param parameters{};
            pthread_getschedparam(pthread_self(), &policy, &parameters);
        })
        .join();
    CHECK((policy == SCHED_FIFO) == isGranted);
}
