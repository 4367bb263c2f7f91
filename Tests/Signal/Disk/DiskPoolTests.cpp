#include "Signal/Disk/DiskPool.h"

#include "Support/VirtualClock.h"

#include <atomic>
#include <catch2/catch.hpp>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>
#if defined(__linux__)
#include <sys/resource.h>
#include <unistd.h>
#endif

using namespace loophole;
using namespace loophole::signal;
using testing::VirtualClock;

namespace
{

/** Opens once; whoever waits goes on. */
class Gate
{
public:
    void open()
    {
        const std::scoped_lock lock(mutex);
        isOpen = true;
        opened.notify_all();
    }
    void wait()
    {
        std::unique_lock lock(mutex);
        opened.wait(lock, [this] { return isOpen; });
    }

private:
    std::mutex mutex;
    std::condition_variable opened;
    bool isOpen = false;
};

/** Does what it is told; counts its end on the control thread and its destruction. */
class ToldJob final : public DiskJob
{
public:
    ToldJob(std::function<void()> work, std::function<void()> atEnd = {})
        : work(std::move(work)), atEnd(std::move(atEnd))
    {
    }
    void run(DiskThread&) override { work(); }
    void finish(SignalThread&) override
    {
        if (atEnd)
            atEnd();
    }
    [[nodiscard]] std::size_t bytesRead() const override { return 100; }

private:
    std::function<void()> work;
    std::function<void()> atEnd;
};

struct CountedWakeUp final : WakeUp
{
    void wake() noexcept override { ++count; }
    std::atomic<int> count{0};
};

/** Drains until `count` jobs have come back. */
void drainUntil(DiskPool& pool, SignalThread& thread, std::size_t count)
{
    std::size_t drained = 0;
    while (drained < count)
    {
        REQUIRE(pool.waitForFinished(thread, std::chrono::seconds(60)));
        drained += pool.drain(thread);
    }
}

std::unique_ptr<DiskJob> job(std::function<void()> work, std::function<void()> atEnd = {})
{
    return std::make_unique<ToldJob>(std::move(work), std::move(atEnd));
}

} // namespace

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
