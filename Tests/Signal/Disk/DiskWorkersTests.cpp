#include "Signal/Disk/DiskWorkers.h"

#include "Support/DiskJobs.h"
#include "Support/VirtualClock.h"

#include <catch2/catch.hpp>

#include <atomic>
#include <thread>
#include <vector>
#if defined(__linux__)
#include <sys/resource.h>
#include <unistd.h>
#endif

using namespace loophole;
using namespace loophole::signal;
using namespace loophole::testing;

TEST_CASE("a hung device costs one worker and holds up only its own jobs")
{
    auto thread = SignalThread::mint();
    VirtualClock clock;
    Gate gate;
    std::atomic<int> hung{0};
    std::atomic<int> others{0};
    DiskPool pool(clock, nullptr, 2);
    for (int i = 0; i < 10; ++i)
        pool.submit(thread,
                    job(
                        [&]
                        {
                            ++hung;
                            gate.wait();
                        }),
                    {{UrgencyClass::realtime, {}, 0, false}, {1}, {}});
    while (hung < 1)
        std::this_thread::yield();
    clock.advance(DiskPool::stallLimit);
    CHECK(pool.stats(thread).stalled == 1);

    for (int i = 0; i < 20; ++i)
        pool.submit(thread, job([&] { ++others; }), {{UrgencyClass::background, {}, 0, false}, {2}, {}});
    drainUntil(pool, thread, 20);
    CHECK(others == 20);
    CHECK(hung == 1);
    CHECK(pool.stats(thread).queued == 9);
    CHECK(pool.hungDevices(thread).empty());
    clock.advance(std::chrono::seconds(1));
    CHECK(pool.hungDevices(thread) == std::vector<DeviceId>{{1}});

    // The device comes back: all that waited for it is done.
    gate.open();
    drainUntil(pool, thread, 10);
    CHECK(hung == 10);
    CHECK(pool.hungDevices(thread).empty());
}

TEST_CASE("both cores read on while every worker waits for slow devices")
{
    auto thread = SignalThread::mint();
    VirtualClock clock;
    Gate gate;
    std::atomic<int> waiting{0};
    DiskPool pool(clock, nullptr, 2);
    // Three devices that are known to take 100 ms.
    for (std::uint64_t device = 1; device <= 3; ++device)
        for (int i = 0; i < 2; ++i)
        {
            pool.submit(thread, job([&] { clock.advance(std::chrono::milliseconds(100)); }), {{}, {device}, {}});
            drainUntil(pool, thread, 1);
        }
    for (std::uint64_t device = 1; device <= 3; ++device)
        pool.submit(thread,
                    job(
                        [&]
                        {
                            ++waiting;
                            gate.wait();
                        }),
                    {{}, {device}, {}});
    while (waiting < 3)
    {
        pool.drain(thread);
        std::this_thread::yield();
    }
    // None of them stalls yet, and the quick device is served.
    CHECK(pool.stats(thread).stalled == 0);
    std::atomic<int> quick{0};
    for (int i = 0; i < 10; ++i)
        pool.submit(thread, job([&] { ++quick; }), {{}, {9}, {}});
    drainUntil(pool, thread, 10);
    CHECK(quick == 10);
    gate.open();
    drainUntil(pool, thread, 3);
}

#if defined(__linux__)
TEST_CASE("what is about to sound is read at normal priority although low workers are busy, and nothing else is")
{
    auto thread = SignalThread::mint();
    VirtualClock clock;
    Gate gate;
    std::atomic<int> begun{0};
    DiskPool pool(clock, nullptr, 1);
    const auto priority = [] { return getpriority(PRIO_PROCESS, static_cast<id_t>(gettid())); };
    const auto ownPriority = priority();
    int lowPriority = -99;
    pool.submit(thread,
                job(
                    [&]
                    {
                        lowPriority = priority();
                        ++begun;
                        gate.wait();
                    }),
                {{UrgencyClass::realtime, std::chrono::hours(1), 0, false}, {1}, {}});
    while (begun < 1)
        std::this_thread::yield();
    // The only low worker is away; a far deadline waits for it, a near one does not.
    std::vector<int> order;
    int nearPriority = -99;
    pool.submit(thread, job([&] { order.push_back(2); }),
                {{UrgencyClass::realtime, std::chrono::hours(1), 0, false}, {2}, {}});
    pool.submit(thread,
                job(
                    [&]
                    {
                        nearPriority = priority();
                        order.push_back(1);
                    }),
                {{UrgencyClass::realtime, DiskPool::nearDeadline / 2, 0, false}, {3}, {}});
    drainUntil(pool, thread, 1);
    CHECK(order == std::vector<int>{1});
    CHECK(lowPriority > ownPriority);
    CHECK(nearPriority == ownPriority);

    // The far one's time has come near while it waited.
    clock.advance(std::chrono::hours(1) - DiskPool::nearDeadline / 2);
    CHECK(pool.drain(thread) == 0);
    drainUntil(pool, thread, 1);
    CHECK(order == std::vector<int>{1, 2});
    gate.open();
    drainUntil(pool, thread, 1);
}
#endif

TEST_CASE("many hung devices cost a worker each and the rest goes on")
{
    auto thread = SignalThread::mint();
    VirtualClock clock;
    Gate gate;
    DiskPool pool(clock, nullptr, 2);
    std::atomic<int> hung{0};
    for (int device = 1; device <= 8; ++device)
    {
        pool.submit(thread,
                    job(
                        [&]
                        {
                            ++hung;
                            gate.wait();
                        }),
                    {{UrgencyClass::realtime, {}, 0, false}, {static_cast<std::uint64_t>(device)}, {}});
        while (hung < device)
            std::this_thread::yield();
        clock.advance(DiskPool::stallLimit);
        pool.drain(thread);
    }
    std::atomic<int> others{0};
    pool.submit(thread, job([&] { ++others; }), {{}, {99}, {}});
    drainUntil(pool, thread, 1);
    CHECK(others == 1);
    CHECK(pool.stats(thread).stalled == 8);
    gate.open();
    drainUntil(pool, thread, 8);
    CHECK(pool.stats(thread).stalled == 0);
}

TEST_CASE("a pool ends although a worker hangs, and leaves it what it works on")
{
    auto thread = SignalThread::mint();
    VirtualClock clock;
    const auto begun = std::make_shared<Gate>();
    const auto gate = std::make_shared<Gate>();
    const auto gone = std::make_shared<Gate>();
    const auto value = std::make_shared<std::atomic<int>>(0);
    bool hasFinished = false;
    // Says when the job, which is its last owner, is destroyed.
    const auto atEnd = [gone](int* number)
    {
        delete number;
        gone->open();
    };
    {
        DiskPool pool(clock, nullptr, 2);
        auto hang = [begun, gate, value, owned = std::shared_ptr<int>(new int(7), atEnd)]
        {
            begun->open();
            gate->wait();
            *value = *owned;
        };
        pool.submit(thread, job(std::move(hang), [&] { hasFinished = true; }), {});
        begun->wait();
    }
    // The pool is gone and its worker still in the job, which comes to its end alone.
    CHECK(*value == 0);
    gate->open();
    gone->wait();
    CHECK(*value == 7);
    CHECK_FALSE(hasFinished);
}

TEST_CASE("jobs that wait at the end are destroyed unrun")
{
    auto thread = SignalThread::mint();
    VirtualClock clock;
    const auto owned = std::make_shared<int>(1);
    {
        DiskPool pool(clock, nullptr, 1);
        Gate gate;
        Gate begun;
        pool.submit(thread,
                    job(
                        [&]
                        {
                            begun.open();
                            gate.wait();
                        }),
                    {});
        begun.wait();
        for (int i = 0; i < 10; ++i)
            pool.submit(thread, job([owned] {}), {{}, {}, {5, 0}});
        CHECK(pool.cancel(thread, 5, 1) == 10);
        CHECK(owned.use_count() == 1);
        gate.open();
    }
    CHECK(owned.use_count() == 1);
}

TEST_CASE("however many jobs wait for few places, urgent or not, none is left lying")
{
    auto thread = SignalThread::mint();
    VirtualClock clock;
    DiskPool pool(clock, nullptr, 2);
    std::atomic<int> ran{0};
    for (int round = 0; round < 200; ++round)
    {
        for (std::uint64_t device = 1; device <= 3; ++device)
            for (int i = 0; i < 10; ++i)
            {
                const auto deadline = i % 3 == 0 ? Instant(0) : Instant(std::chrono::hours(1));
                pool.submit(thread, job([&ran] { ++ran; }),
                            {{UrgencyClass::realtime, deadline, 0, false}, {device}, {}});
            }
        drainUntil(pool, thread, 30);
    }
    CHECK(ran == 6000);
    CHECK(pool.stats(thread).queued == 0);
}
