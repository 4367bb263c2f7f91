#include "Signal/Disk/UsableCores.h"

#include <catch2/catch.hpp>

#include <sched.h>
#include <thread>

using namespace loophole::signal;

TEST_CASE("a thread that may run on one core counts one, and the others count as before")
{
    const auto all = usableCores();
    CHECK(all >= 1);
    CHECK(all <= static_cast<int>(std::thread::hardware_concurrency()));
    auto onOne = 0;
    std::thread(
        [&onOne]
        {
            cpu_set_t one;
            CPU_ZERO(&one);
            CPU_SET(static_cast<std::size_t>(sched_getcpu()), &one);
            if (sched_setaffinity(0, sizeof(one), &one) == 0)
                onOne = usableCores();
        })
        .join();
    CHECK(onOne == 1);
    CHECK(usableCores() == all);
}
