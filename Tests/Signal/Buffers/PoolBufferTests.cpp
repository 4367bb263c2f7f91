#include "Signal/Buffers/PoolBuffer.h"

#include "Support/BufferWork.h"

#include <catch2/catch.hpp>

using namespace loophole;
using namespace loophole::signal;
using namespace loophole::testing;

namespace
{

/** Pieces of 100 stereo frames. */
struct Bench
{
    explicit Bench(std::size_t pieces) : pool(std::make_shared<SlotPool>(pieces, FrameCount(100), 2))
    {
        config.bufferSize = FrameCount(100);
    }
    [[nodiscard]] std::unique_ptr<PoolBuffer> make() const
    {
        auto made = PoolBuffer::make(config, pool);
        REQUIRE(made.ok());
        return std::move(made).value();
    }

    BufferConfig config = BufferConfig::pool();
    std::shared_ptr<SlotPool> pool;
    DiskThread thread = DiskThread::mint();
};

} // namespace

TEST_CASE("a piece holds what was written until it is full, and tells that it was")
{
    Bench bench(1);
    const auto buffer = bench.make();
    const auto frames = makeFrames(130, 2, 1);
    CHECK(written(bench.thread, *buffer, std::span(frames).first(2 * 60)) == 60);
    CHECK(written(bench.thread, *buffer, std::span(frames).subspan(2 * 60)) == 40);
    CHECK(buffer->metrics().overruns == 1);
    CHECK(buffer->size() == FrameCount(100));
    REQUIRE(buffer->seek(bench.thread, FramePosition(0)).ok());
    CHECK(readFrames(bench.thread, *buffer, 200) == std::vector<float>(frames.begin(), frames.begin() + 200));
    CHECK(readFrames(bench.thread, *buffer, 1).empty());
}

TEST_CASE("one seeks among the frames that are there and nowhere else")
{
    Bench bench(1);
    const auto buffer = bench.make();
    const auto frames = makeFrames(50, 2, 2);
    REQUIRE(written(bench.thread, *buffer, frames) == 50);
    REQUIRE(buffer->seek(bench.thread, FramePosition(20)).ok());
    CHECK(buffer->tell() == FramePosition(20));
    CHECK(readFrames(bench.thread, *buffer, 30) == std::vector<float>(frames.begin() + 40, frames.end()));
    CHECK(buffer->seek(bench.thread, FramePosition(50)).ok());
    CHECK_FALSE(buffer->seek(bench.thread, FramePosition(51)).ok());
    CHECK_FALSE(buffer->seek(bench.thread, FramePosition(-1)).ok());
    CHECK(buffer->tell() == FramePosition(50));
}

TEST_CASE("a pool gives as many buffers as it has pieces, and a closed one's to the next")
{
    Bench bench(2);
    const auto first = bench.make();
    const auto second = bench.make();
    const auto refused = PoolBuffer::make(bench.config, bench.pool);
    REQUIRE_FALSE(refused.ok());
    CHECK(refused.failure().why == "all of its 2 pieces are in use");
    CHECK(first->metrics().memoryBytes == bench.pool->slotBytes());
    first->close();
    CHECK(first->metrics().memoryBytes == 0);
    CHECK(first->size() == FrameCount(0));
    CHECK(bench.pool->freeCount() == 1);
    CHECK(PoolBuffer::make(bench.config, bench.pool).ok());
}
