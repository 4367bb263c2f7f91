#include "Signal/Buffers/RingBuffer.h"
#include "Support/BufferWork.h"

#include <catch2/catch.hpp>

using namespace loophole;
using namespace loophole::signal;
using namespace loophole::testing;

namespace
{

std::unique_ptr<RingBuffer> makeRing(const BufferConfig& config = BufferConfig::ring())
{
    auto made = RingBuffer::make(config, std::make_shared<MemoryAccount>(std::size_t{1} << 20));
    REQUIRE(made.ok());
    return std::move(made).value();
}

} // namespace

TEST_CASE("input and output rings of 512 frames carry blocks of 128 through a process")
{
    auto thread = DiskThread::mint();
    const auto input = makeRing();
    const auto output = makeRing();
    const auto frames = makeFrames(512, 2, 1);
    REQUIRE(written(thread, *input, frames) == 512);
    for (int block = 0; block < 4; ++block)
    {
        auto samples = readFrames(thread, *input, 128);
        REQUIRE(samples.size() == 256);
        for (auto& sample : samples)
            sample *= 0.5f;
        REQUIRE(written(thread, *output, samples) == 128);
    }
    const auto first = readFrames(thread, *output, 256);
    REQUIRE(first.size() == 512);
    for (std::size_t i = 0; i < first.size(); ++i)
        CHECK(first[i] == frames[i] * 0.5f);
    CHECK(output->size().value() == 256);
}

TEST_CASE("what finds no room is not written, and what is not there not read; both are counted")
{
    auto thread = DiskThread::mint();
    const auto ring = makeRing();
    CHECK(written(thread, *ring, makeFrames(600, 2, 2)) == 512);
    CHECK(readFrames(thread, *ring, 600).size() == 1024);
    const auto metrics = ring->metrics();
    CHECK(metrics.overruns == 1);
    CHECK(metrics.underruns == 1);
    CHECK(metrics.errorCount == 0);
    CHECK(metrics.memoryBytes == 4096);
}

TEST_CASE("a ring has a cursor for each side and cannot seek")
{
    auto thread = DiskThread::mint();
    const auto ring = makeRing();
    REQUIRE(written(thread, *ring, makeFrames(100, 2, 3)) == 100);
    CHECK(ring->tell().value() == 0);
    CHECK(readFrames(thread, *ring, 40).size() == 80);
    CHECK(ring->tell().value() == 40);
    CHECK(ring->size().value() == 60);
    CHECK_FALSE(ring->seek(thread, FramePosition(0)).ok());
}

TEST_CASE("a ring without memory is refused")
{
    auto config = BufferConfig::ring();
    config.bufferSize = FrameCount(1 << 20);
    const auto account = std::make_shared<MemoryAccount>(std::size_t{1} << 20);
    CHECK_FALSE(RingBuffer::make(config, account).ok());
    CHECK(account->takenBytes() == 0);
}
