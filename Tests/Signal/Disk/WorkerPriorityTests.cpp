#include "Signal/Disk/WorkerPriority.h"

#include <catch2/catch.hpp>

#include <csignal>
#include <pthread.h>
#include <thread>
#if defined(__linux__)
#include <sched.h>
#include <sys/resource.h>
#include <unistd.h>
#endif

using namespace loophole::signal;

namespace
{

struct Standing
{
    int nice = 0;
    int policy = 0;
    bool takesSignals = true;
};

/** How a thread stands that has made itself a disk thread. */
Standing standingOf(WorkerPriority priority)
{
    Standing found;
    std::thread(
        [&]
        {
            beDiskThread(priority);
            sigset_t blocked;
            sigemptyset(&blocked);
            pthread_sigmask(SIG_SETMASK, nullptr, &blocked);
            found.takesSignals = sigismember(&blocked, SIGINT) == 0 || sigismember(&blocked, SIGTERM) == 0;
#if defined(__linux__)
            found.nice = getpriority(PRIO_PROCESS, static_cast<id_t>(gettid()));
            found.policy = sched_getscheduler(0);
#endif
        })
        .join();
    return found;
}

} // namespace

TEST_CASE("no signal interrupts the reads of a disk thread")
{
    CHECK_FALSE(standingOf(WorkerPriority::low).takesSignals);
    CHECK_FALSE(standingOf(WorkerPriority::normal).takesSignals);
}

#if defined(__linux__)
TEST_CASE("a low thread stands behind whoever started it, a normal one beside")
{
    const auto own = getpriority(PRIO_PROCESS, static_cast<id_t>(gettid()));
    const auto low = standingOf(WorkerPriority::low);
    CHECK(low.nice > own);
    CHECK(low.policy == SCHED_BATCH);
    const auto normal = standingOf(WorkerPriority::normal);
    CHECK(normal.nice == own);
    CHECK(normal.policy == sched_getscheduler(0));
}
#endif
