#include "Signal/Buffers/MemoryBuffer.h"
#include "Support/BufferWork.h"

#include <catch2/catch.hpp>

#include <cstdint>
#include <thread>

using namespace loophole;
using namespace loophole::signal;
using namespace loophole::testing;

namespace
{

std::shared_ptr<MemoryAccount> account(std::size_t mib = 200)
{
    return std::make_shared<MemoryAccount>(mib << 20);
}

std::unique_ptr<MemoryBuffer> make(const BufferConfig& config, std::shared_ptr<MemoryAccount> from = account())
{
    auto made = MemoryBuffer::make(config, std::move(from));
    REQUIRE(made.ok());
    return std::move(made).value();
}

} // namespace

TEST_CASE("1024 stereo frames that were written are read again from the beginning")
{
    auto thread = DiskThread::mint();
    auto config = BufferConfig::memory();
    const auto buffer = make(config);
    const auto frames = makeFrames(1024, 2, 1);
    CHECK(written(thread, *buffer, frames) == 1024);
    CHECK(buffer->tell().value() == 1024);
    CHECK(readFrames(thread, *buffer, 1024).empty());
    REQUIRE(buffer->seek(thread, FramePosition(0)).ok());
    CHECK(readFrames(thread, *buffer, 1024) == frames);
    CHECK(buffer->size().value() == 1024);

    const auto metrics = buffer->metrics();
    CHECK(metrics.type == BufferType::memory);
    CHECK(metrics.state == BufferState::active);
    CHECK(metrics.memoryBytes == 8192 * 8);
    CHECK(metrics.limitBytes == std::size_t{100} << 20);
    CHECK(metrics.writeCount == 1);
    CHECK(metrics.bytesWritten == 8192);
    CHECK(metrics.readCount == 2);
    CHECK(metrics.bytesRead == 8192);
    CHECK(metrics.meanWriteMs > 0);
}

TEST_CASE("reading on ends with a stretch of no frames, and the rest can be read at once")
{
    auto thread = DiskThread::mint();
    const auto buffer = make(BufferConfig::memory());
    const auto frames = makeFrames(30'000, 2, 2);
    REQUIRE(written(thread, *buffer, frames) == 30'000);
    REQUIRE(buffer->seek(thread, FramePosition(0)).ok());
    std::vector<float> all;
    for (auto part = readFrames(thread, *buffer, 4096); !part.empty(); part = readFrames(thread, *buffer, 4096))
        all.insert(all.end(), part.begin(), part.end());
    CHECK(all == frames);
    REQUIRE(buffer->seek(thread, FramePosition(10'000)).ok());
    const auto rest = buffer->readRest(thread);
    REQUIRE(rest.ok());
    CHECK(rest.value() == std::vector<float>(frames.begin() + 20'000, frames.end()));
}

TEST_CASE("a write goes over what is there and on past the end")
{
    auto thread = DiskThread::mint();
    const auto buffer = make(BufferConfig::memory());
    REQUIRE(written(thread, *buffer, makeFrames(9000, 2, 3)) == 9000);
    REQUIRE(buffer->seek(thread, FramePosition(8000)).ok());
    const auto second = makeFrames(3000, 2, 4);
    CHECK(written(thread, *buffer, second) == 3000);
    CHECK(buffer->size().value() == 11'000);
    REQUIRE(buffer->seek(thread, FramePosition(8000)).ok());
    CHECK(readFrames(thread, *buffer, 3000) == second);
    CHECK_FALSE(buffer->seek(thread, FramePosition(11'001)).ok());
    CHECK_FALSE(buffer->seek(thread, FramePosition(-1)).ok());
}

TEST_CASE("memory begins at a cache line, and half a frame is never written")
{
    const auto samples = AlignedSamples::tryMake(100);
    CHECK(reinterpret_cast<std::uintptr_t>(samples.data()) % 64 == 0);
    auto thread = DiskThread::mint();
    const auto buffer = make(BufferConfig::memory());
    CHECK(written(thread, *buffer, std::vector<float>(5, 0.5f)) == 2);
    CHECK(written(thread, *buffer, std::vector<float>(1, 0.5f)) == 0);
}

TEST_CASE("a buffer at its limit writes what finds room, then refuses and is in error")
{
    auto thread = DiskThread::mint();
    auto config = BufferConfig::memory();
    config.maxMemoryMiB = 1;
    const auto buffer = make(config);
    const auto frames = makeFrames(200'000, 2, 5);
    CHECK(written(thread, *buffer, frames) == 131'072);
    CHECK_FALSE(buffer->write(thread, frames).ok());
    const auto metrics = buffer->metrics();
    CHECK(metrics.state == BufferState::error);
    CHECK(metrics.errorCount == 1);
    CHECK(metrics.lastError == "no memory for more than 1 MiB");
    CHECK(metrics.memoryBytes == std::size_t{1} << 20);
}

TEST_CASE("memory is taken from an account and comes back to it")
{
    auto thread = DiskThread::mint();
    const auto shared = account(1);
    {
        const auto buffer = make(BufferConfig::memory(), shared);
        CHECK(shared->takenBytes() == 8192 * 8);
        REQUIRE(written(thread, *buffer, makeFrames(20'000, 2, 6)) == 20'000);
        CHECK(shared->takenBytes() == buffer->metrics().memoryBytes);
        auto greedy = BufferConfig::memory();
        greedy.bufferSize = FrameCount(131'072);
        CHECK_FALSE(MemoryBuffer::make(greedy, shared).ok());
        buffer->close();
        CHECK(shared->takenBytes() == 0);
    }
    CHECK(shared->takenBytes() == 0);
}

TEST_CASE("a closed buffer refuses to be read, written and moved")
{
    auto thread = DiskThread::mint();
    const auto buffer = make(BufferConfig::memory());
    buffer->close();
    buffer->close();
    std::vector<float> samples(2);
    CHECK_FALSE(buffer->read(thread, samples).ok());
    CHECK_FALSE(buffer->write(thread, samples).ok());
    CHECK_FALSE(buffer->seek(thread, FramePosition(0)).ok());
    CHECK(buffer->metrics().state == BufferState::closed);
    CHECK(buffer->metrics().memoryBytes == 0);
}

TEST_CASE("threads that share a buffer each write their stretches whole")
{
    const auto buffer = make(BufferConfig::memory());
    constexpr int rounds = 2000;
    const auto fill = [&](float value)
    {
        auto thread = DiskThread::mint();
        const std::vector<float> stretch(64, value);
        for (int i = 0; i < rounds; ++i)
            (void) buffer->write(thread, stretch);
    };
    std::thread other([&] { fill(0.25f); });
    fill(0.75f);
    other.join();
    auto thread = DiskThread::mint();
    REQUIRE(buffer->size().value() == 2 * rounds * 32);
    REQUIRE(buffer->seek(thread, FramePosition(0)).ok());
    for (int i = 0; i < 2 * rounds; ++i)
    {
        const auto stretch = readFrames(thread, *buffer, 32);
        REQUIRE(stretch == std::vector<float>(64, stretch.front()));
    }
}
