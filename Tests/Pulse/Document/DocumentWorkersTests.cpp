#include "Pulse/Document/DocumentWorkers.h"

#include <atomic>
#include <catch2/catch.hpp>
#include <future>

using namespace loophole;

TEST_CASE("a job that hangs holds up no other")
{
    std::promise<void> release;
    auto released = release.get_future().share();
    std::promise<int> answer;
    DocumentThreads threads;
    threads.start([released](DocumentThread&) { released.wait(); });
    threads.start([&answer](DocumentThread&) { answer.set_value(7); });
    CHECK(answer.get_future().get() == 7);
    release.set_value();
}

TEST_CASE("the end waits for jobs that run")
{
    std::atomic<int> done{0};
    {
        DocumentThreads threads;
        for (int i = 0; i < 8; ++i)
            threads.start([&done](DocumentThread&) { ++done; });
    }
    CHECK(done == 8);
}
