#include "Core/Limits.h"
#include "Signal/Stream/BlockMeters.h"
#include "Support/StreamRig.h"

#include <catch2/catch.hpp>

using namespace loophole;
using namespace loophole::signal;
using namespace loophole::testing;
using Kind = PerformanceWarning::Kind;
using namespace std::chrono_literals;

namespace
{

/** Meters and what one read of one block of an asset tells them. */
struct Stage
{
    SignalThread thread = SignalThread::mint();
    BlockPool pool{std::size_t{1} << 20};
    BlockMeters meters{pool};

    std::vector<PerformanceWarning> take(std::uint32_t asset, Instant waiting, Instant decoding)
    {
        ReadBlocks result;
        result.asset = AssetId{asset};
        result.blocks.push_back({0, pool.tryAcquire(thread, 2), {}, waiting, decoding});
        return meters.take(thread, result);
    }
};

} // namespace

TEST_CASE("blocks are counted as read by their stream and written into memory, with their times")
{
    Stage stage;
    for (int i = 0; i < 99; ++i)
        CHECK(stage.take(1, 2ms, 1ms).empty());
    CHECK(stage.take(1, 100ms, 30ms).empty());
    const auto blocks = stage.meters.summary(stage.thread);
    CHECK(blocks.count == 100);
    CHECK(blocks.readP50Ms == Approx(2).epsilon(0.07));
    CHECK(blocks.readP99Ms == Approx(100).epsilon(0.07));
    CHECK(blocks.decodeP50Ms == Approx(1).epsilon(0.07));
    CHECK(blocks.decodeP99Ms == Approx(30).epsilon(0.07));
    CHECK(blocks.slowDecodes == 0);

    const auto streams = stage.meters.streams().metrics();
    CHECK(streams.type == BufferType::streaming);
    CHECK(streams.readCount == 100);
    CHECK(streams.bytesRead == 200 * BlockPool::slabBytes);
    CHECK(streams.meanReadMs == Approx((99 * 3 + 130) / 100.0));
    const auto decoded = stage.meters.decodedBlocks().metrics();
    CHECK(decoded.type == BufferType::memory);
    CHECK(decoded.writeCount == 100);
    CHECK(decoded.limitBytes == stage.pool.budgetBytes());
}

TEST_CASE("a block that failed is an error of its stream, with the cause")
{
    Stage stage;
    ReadBlocks result;
    result.blocks.push_back({0, stage.pool.tryAcquire(stage.thread, 1), Failure{"a.wav", "input/output error"}});
    CHECK(stage.meters.take(stage.thread, result).empty());
    const auto streams = stage.meters.streams().metrics();
    CHECK(streams.state == BufferState::error);
    CHECK(streams.lastError == "a.wav: input/output error");
    CHECK(stage.meters.summary(stage.thread).failed == 1);
    CHECK(stage.meters.summary(stage.thread).count == 0);
}

TEST_CASE("a decode that takes too long is warned of once for each medium")
{
    Stage stage;
    CHECK(stage.take(1, 500ms, limits::slowDecode).empty());
    const auto first = stage.take(1, 0ms, 61ms);
    REQUIRE(first.size() == 1);
    CHECK(first.front().kind == Kind::slowDecode);
    CHECK(first.front().asset == AssetId{1});
    CHECK(first.front().value == Approx(61));
    CHECK(stage.take(1, 0ms, 70ms).empty());
    CHECK(stage.take(2, 0ms, 70ms).size() == 1);
    CHECK(stage.meters.summary(stage.thread).slowDecodes == 3);
}

TEST_CASE("one that takes far too long is only streamed from then on, and said so once")
{
    Stage stage;
    CHECK(stage.take(1, 0ms, 100ms).size() == 1);
    const auto worse = stage.take(1, 0ms, 251ms);
    REQUIRE(worse.size() == 1);
    CHECK(worse.front().kind == Kind::streamOnly);
    CHECK(stage.take(1, 0ms, 300ms).empty());
    CHECK(stage.take(1, 0ms, 100ms).empty());
    CHECK(stage.take(2, 0ms, 300ms).front().kind == Kind::streamOnly);
}

TEST_CASE("hits are totals of which only what is new is counted")
{
    Stage stage;
    stage.meters.countFound(stage.thread, 30, 10);
    stage.meters.countFound(stage.thread, 30, 10);
    stage.meters.countFound(stage.thread, 60, 20);
    CHECK(stage.meters.streams().metrics().hitRate() == 0.75);
    CHECK(stage.meters.decodedBlocks().metrics().hits == 60);
}

TEST_CASE("an engine tells of the blocks that it read, and gives unneeded ones back to the system")
{
    StreamRig rig;
    rig.media.put("/a.wav", makeNoise(2, 10 * limits::blockFrames, 1));
    rig.open(AssetId{1}, "/a.wav");
    rig.ask(1, AssetId{1}, 0, 4 * limits::blockFrames);
    rig.settle();
    const auto stats = rig.engine.stats(rig.signalThread);
    CHECK(stats.blocks.count == 4);
    CHECK(rig.engine.streams().metrics().readCount == 4);
    CHECK(rig.engine.decodedBlocks().metrics().memoryBytes == 8 * BlockPool::slabBytes);

    CHECK(rig.engine.giveBackUnneeded(rig.signalThread, std::size_t{1} << 30) == 0);
    rig.engine.cancel(rig.signalThread, {ClipId{1}, 1});
    CHECK(rig.engine.sparableBytes(rig.signalThread) == rig.pool.budgetBytes());
    CHECK(rig.engine.giveBackUnneeded(rig.signalThread, 3 * BlockPool::slabBytes) == 4 * BlockPool::slabBytes);
    rig.settle();
    CHECK(rig.pool.usedBytes() == 4 * BlockPool::slabBytes);
    CHECK(rig.engine.giveBackUnneeded(rig.signalThread, std::size_t{1} << 30) == 4 * BlockPool::slabBytes);
    rig.settle();
    CHECK(rig.pool.usedBytes() == 0);
}
