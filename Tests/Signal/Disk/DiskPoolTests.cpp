#include "Signal/Disk/DiskPool.h"

#include "Support/DiskJobs.h"
#include "Support/VirtualClock.h"

#include <catch2/catch.hpp>

#include <atomic>
#include <thread>
#include <vector>

using namespace loophole;
using namespace loophole::signal;
using namespace loophole::testing;

TEST_CASE("jobs run on disk threads and finish on the control thread")
{
    auto thread = SignalThread::mint();
    VirtualClock clock;
    CountedWakeUp wakeUp;
    DiskPool pool(clock, &wakeUp, 2);
    const auto here = std::this_thread::get_id();
    std::atomic<int> elsewhere{0};
    int finishedHere = 0;
    for (int i = 0; i < 100; ++i)
        pool.submit(thread,
                    job([&] { elsewhere += std::this_thread::get_id() != here ? 1 : 0; },
                        [&] { finishedHere += std::this_thread::get_id() == here ? 1 : 0; }),
                    {});
    drainUntil(pool, thread, 100);
    CHECK(elsewhere == 100);
    CHECK(finishedHere == 100);
    const auto stats = pool.stats(thread);
    CHECK(stats.reads == 100);
    CHECK(stats.bytes == 10000);
    CHECK(stats.queued == 0);
}

TEST_CASE("while there is enough to do what is finished is told together, urgent jobs and the last at once")
{
    auto thread = SignalThread::mint();
    VirtualClock clock;
    CountedWakeUp wakeUp;
    DiskPool pool(clock, &wakeUp, 1);
    Gate begin;
    pool.submit(thread, job([&] { begin.wait(); }), {});
    const auto later = clock.now() + std::chrono::hours(1);
    constexpr auto jobs = 100;
    SECTION("none is urgent")
    {
        for (int i = 0; i < jobs; ++i)
            pool.submit(thread, job([] {}), {{UrgencyClass::realtime, later, 0, false}, {}, {}});
        begin.open();
        drainUntil(pool, thread, 101);
        CHECK(wakeUp.count >= 1);
        CHECK(wakeUp.count < 101);
    }
    SECTION("all are")
    {
        for (int i = 0; i < jobs; ++i)
            pool.submit(thread, job([] {}), {{UrgencyClass::realtime, clock.now(), 0, false}, {}, {}});
        begin.open();
        drainUntil(pool, thread, 101);
        CHECK(wakeUp.count >= 100);
    }
}

TEST_CASE("waiting for nothing gives up in time")
{
    auto thread = SignalThread::mint();
    VirtualClock clock;
    DiskPool pool(clock, nullptr, 1);
    CHECK_FALSE(pool.waitForFinished(thread, Instant(0)));
    CHECK(pool.drain(thread) == 0);
}

TEST_CASE("the most urgent job goes first")
{
    auto thread = SignalThread::mint();
    VirtualClock clock;
    DiskPool pool(clock, nullptr, 1);
    Gate begun;
    Gate gate;
    std::vector<int> order;
    pool.submit(thread,
                job(
                    [&]
                    {
                        begun.open();
                        gate.wait();
                    }),
                {});
    begun.wait();
    pool.submit(thread, job([&] { order.push_back(2); }), {{UrgencyClass::anticipative, {}, 0, false}, {}, {}});
    // Not so near that the worker of normal priority would take it.
    const Instant far = std::chrono::hours(1);
    pool.submit(thread, job([&] { order.push_back(1); }), {{UrgencyClass::realtime, far, 0, false}, {}, {}});
    pool.submit(thread, job([&] { order.push_back(3); }), {{UrgencyClass::background, {}, 0, false}, {}, {9, 0}});
    pool.submit(thread, job([&] { order.push_back(4); }), {{UrgencyClass::realtime, far, 0, true}, {}, {8, 0}});
    pool.reorder(thread, 9, {UrgencyClass::realtime, far - Instant(1), 0, false});
    CHECK(pool.cancel(thread, 8, 1) == 1);
    gate.open();
    drainUntil(pool, thread, 4);
    CHECK(order == std::vector<int>{3, 1, 2});
}

TEST_CASE("each device has figures of its own")
{
    auto thread = SignalThread::mint();
    VirtualClock clock;
    DiskPool pool(clock, nullptr, 1);
    const auto read = [&](int count, std::uint64_t device, Instant time)
    {
        for (int i = 0; i < count; ++i)
        {
            pool.submit(thread, job([&clock, time] { clock.advance(time); }), {{}, {device}, {}});
            drainUntil(pool, thread, 1);
        }
    };
    read(20, 1, std::chrono::milliseconds(1));
    read(10, 2, std::chrono::milliseconds(50));
    const auto devices = pool.stats(thread).devices;
    REQUIRE(devices.size() == 2);
    CHECK(devices[0].device == DeviceId{1});
    CHECK(devices[0].reads == 20);
    CHECK(devices[0].p99Ms == Approx(1));
    CHECK(devices[0].bytesPerSecond == Approx(100 / 0.001));
    CHECK(devices[1].device == DeviceId{2});
    CHECK(devices[1].p50Ms == Approx(50));
    CHECK(devices[1].bytes == 1000);
}

TEST_CASE("of many devices those in use are told, and old ones are forgotten")
{
    auto thread = SignalThread::mint();
    VirtualClock clock;
    DiskPool pool(clock, nullptr, 2);
    for (std::uint64_t device = 1; device <= 40; ++device)
        pool.submit(thread, job([] {}), {{}, {device}, {}});
    drainUntil(pool, thread, 40);
    CHECK(pool.stats(thread).devices.size() == DiskPool::mostDevicesTold);
    clock.advance(std::chrono::minutes(2));
    pool.submit(thread, job([] {}), {{}, {50}, {}});
    drainUntil(pool, thread, 1);
    pool.drain(thread);
    CHECK(pool.stats(thread).devices.size() == 1);
}

TEST_CASE("latencies are those of the clock")
{
    auto thread = SignalThread::mint();
    VirtualClock clock;
    DiskPool pool(clock, nullptr, 1);
    for (int i = 0; i < 10; ++i)
        pool.submit(thread, job([&] { clock.advance(std::chrono::milliseconds(3)); }), {});
    drainUntil(pool, thread, 10);
    CHECK(pool.stats(thread).p50Ms == Approx(3.0).epsilon(0.1));
    CHECK(pool.stats(thread).p99Ms == Approx(3.0).epsilon(0.1));
}

TEST_CASE("the default number of workers uses the machine within bounds")
{
    CHECK(DiskPool::defaultWorkerCount() >= 2);
    CHECK(DiskPool::defaultWorkerCount() <= 16);
}
