#include "Signal/Buffers/PoolBuffer.h"
#include "Signal/Buffers/SlotPool.h"
#include "Support/BufferWork.h"
#include "Support/RealtimeTrap.h"

#include <catch2/catch.hpp>

using namespace loophole;
using namespace loophole::signal;
using namespace loophole::testing;

TEST_CASE("a pool gives out its pieces and no more, and counts what is used again")
{
    SlotPool pool(2, FrameCount(100), 2);
    auto first = pool.tryAcquire();
    auto second = pool.tryAcquire();
    CHECK(first.samples().size() >= 200);
    CHECK(reinterpret_cast<std::uintptr_t>(second.samples().data()) % 64 == 0);
    CHECK_FALSE(pool.tryAcquire());
    const auto* memory = second.samples().data();
    second.reset();
    second = pool.tryAcquire();
    CHECK(second.samples().data() == memory);
    first.reset();
    second.reset();
    CHECK(pool.freeCount() == 2);
    const auto metrics = pool.metrics();
    CHECK(metrics.readCount == 3);
    CHECK(metrics.writeCount == 3);
    CHECK(metrics.hits == 1);
    CHECK(metrics.misses == 2);
    CHECK(metrics.overruns == 1);
    CHECK(metrics.memoryBytes == 2 * pool.slotBytes());
}

TEST_CASE("taking a piece and giving it back is for the audio thread too")
{
    SlotPool pool(4, FrameCount(64), 2);
    auto wasThere = false;
    {
        const ArmedSection armed;
        for (int i = 0; i < 100; ++i)
        {
            const auto lease = pool.tryAcquire();
            wasThere = static_cast<bool>(lease);
            lease.samples()[0] = 1.0f;
        }
    }
    CHECK(wasThere);
    CHECK(pool.freeCount() == 4);
}

TEST_CASE("a piece that was moved is given back once")
{
    SlotPool pool(1, FrameCount(1), 1);
    {
        auto lease = pool.tryAcquire();
        auto other = std::move(lease);
        CHECK_FALSE(lease);
        CHECK(lease.samples().empty());
        CHECK(other);
    }
    CHECK(pool.freeCount() == 1);
    CHECK(pool.metrics().writeCount == 1);
}

TEST_CASE("a pooled buffer holds its frames and no more, and gives its piece back when closed")
{
    auto thread = DiskThread::mint();
    const auto pool = std::make_shared<SlotPool>(1, FrameCount(1024), 2);
    auto made = PoolBuffer::make(BufferConfig::pool(), pool);
    REQUIRE(made.ok());
    auto& buffer = *made.value();
    const auto frames = makeFrames(1100, 2, 1);
    CHECK(written(thread, buffer, frames) == 1024);
    CHECK(written(thread, buffer, frames) == 0);
    REQUIRE(buffer.seek(thread, FramePosition(24)).ok());
    CHECK(readFrames(thread, buffer, 2000) == std::vector<float>(frames.begin() + 48, frames.begin() + 2048));
    CHECK_FALSE(buffer.seek(thread, FramePosition(1025)).ok());
    CHECK(buffer.metrics().overruns == 2);
    const auto refused = PoolBuffer::make(BufferConfig::pool(), pool);
    REQUIRE_FALSE(refused.ok());
    CHECK(refused.failure().message() == "pool: all of its 1 pieces are in use");
    buffer.close();
    CHECK(pool->freeCount() == 1);
    CHECK(buffer.metrics().memoryBytes == 0);
}
