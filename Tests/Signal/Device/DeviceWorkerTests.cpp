#include "Signal/Device/DeviceWorker.h"

#include <catch2/catch.hpp>
#include <vector>

using namespace loophole;
using namespace loophole::signal;

TEST_CASE("jobs are done in order on a thread of their own")
{
    std::vector<int> done;
    std::thread::id where;
    DeviceWorkerThread worker;
    for (int job = 0; job < 100; ++job)
        worker.post(
            [&, job](DeviceThread&)
            {
                done.push_back(job);
                where = std::this_thread::get_id();
            });
    worker.waitUntilIdle();
    REQUIRE(done.size() == 100);
    for (int job = 0; job < 100; ++job)
        CHECK(done[static_cast<std::size_t>(job)] == job);
    CHECK(where != std::this_thread::get_id());
}

TEST_CASE("what was posted is done before the device thread ends")
{
    int done = 0;
    {
        DeviceWorkerThread worker;
        worker.post([&](DeviceThread&) { worker.post([&](DeviceThread&) { ++done; }); });
        worker.post([&](DeviceThread&) { ++done; });
    }
    CHECK(done == 2);
}
