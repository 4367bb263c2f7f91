#include "Signal/Buffers/BufferMeter.h"
#include "Signal/Buffers/MeteredLock.h"

#include <catch2/catch.hpp>

#include <atomic>
#include <thread>

using namespace loophole;
using namespace loophole::signal;

TEST_CASE("a meter counts operations and bytes, and means the times of those that were timed")
{
    BufferMeter meter(BufferType::ring);
    CHECK(meter.metrics().state == BufferState::idle);
    meter.readDone(100);
    meter.readDone(50);
    meter.writeDone(7);
    meter.timedRead(std::chrono::milliseconds(10));
    meter.timedRead(std::chrono::milliseconds(30));
    meter.found(3);
    meter.missed();
    meter.overran();
    meter.underran();
    const auto now = meter.metrics();
    CHECK(now.type == BufferType::ring);
    CHECK(now.state == BufferState::active);
    CHECK(now.readCount == 2);
    CHECK(now.bytesRead == 150);
    CHECK(now.writeCount == 1);
    CHECK(now.bytesWritten == 7);
    CHECK(now.meanReadMs == Approx(20));
    CHECK(now.meanWriteMs == 0);
    CHECK(now.hitRate() == 0.75);
    CHECK(now.overruns == 1);
    CHECK(now.underruns == 1);
}

TEST_CASE("a hit rate is whole while nothing was looked for")
{
    CHECK(BufferMetrics().hitRate() == 1.0);
}

TEST_CASE("an error is told with its text, cut short, until something succeeds again")
{
    BufferMeter meter(BufferType::streaming);
    meter.failed(std::string(1000, 'x'));
    auto now = meter.metrics();
    CHECK(now.state == BufferState::error);
    CHECK(now.errorCount == 1);
    CHECK(now.lastError == std::string(BufferMetrics::longestError, 'x'));
    meter.writeDone(1);
    now = meter.metrics();
    CHECK(now.state == BufferState::active);
    CHECK(now.errorCount == 1);
    CHECK_FALSE(now.lastError.empty());
}

TEST_CASE("what is closed stays so")
{
    BufferMeter meter(BufferType::memory);
    meter.closed();
    meter.readDone(1);
    meter.failed("late");
    CHECK(meter.metrics().state == BufferState::closed);
}

TEST_CASE("a lock that another thread holds is waited for and counted")
{
    BufferMeter meter(BufferType::memory);
    std::mutex mutex;
    {
        const MeteredLock free(&mutex, meter);
        CHECK(meter.metrics().lockWaits == 0);
    }
    mutex.lock();
    std::atomic<bool> wasHeld{false};
    std::thread waiting(
        [&]
        {
            const MeteredLock lock(&mutex, meter);
            wasHeld = true;
        });
    while (meter.metrics().lockWaits == 0)
        std::this_thread::yield();
    CHECK_FALSE(wasHeld);
    mutex.unlock();
    waiting.join();
    CHECK(wasHeld);
    CHECK(meter.metrics().lockWaits == 1);
}

TEST_CASE("no mutex is no lock")
{
    BufferMeter meter(BufferType::ring);
    const MeteredLock none(nullptr, meter);
    CHECK(meter.metrics().lockWaits == 0);
}
