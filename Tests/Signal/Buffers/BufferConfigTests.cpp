#include "Signal/Buffers/BufferConfig.h"

#include <catch2/catch.hpp>

using namespace loophole;
using namespace loophole::signal;

TEST_CASE("a configuration has the figures of a buffer for general use")
{
    const BufferConfig config{BufferType::memory};
    CHECK(config.sampleRate.hz() == 44100);
    CHECK(config.channels == 2);
    CHECK(config.bufferSize.value() == 1024);
    CHECK(config.maxMemoryMiB == 512);
    CHECK(config.chunkSize.value() == 8192);
    CHECK(config.cacheSizeMiB == 64);
    CHECK_FALSE(config.enableCompression);
    CHECK(config.threadSafe);
    CHECK(config.check().ok());
}

TEST_CASE("the configuration of each kind has nothing to be advised on")
{
    for (const auto& config :
         {BufferConfig::memory(), BufferConfig::streaming(), BufferConfig::ring(), BufferConfig::pool()})
    {
        CHECK(config.check().ok());
        CHECK(config.advice().empty());
    }
    CHECK(BufferConfig::ring().bufferSize.value() == 512);
    CHECK(BufferConfig::memory().bufferSize.value() == 8192);
    CHECK(BufferConfig::streaming().chunkSize == chunks::streaming);
}

TEST_CASE("figures that do not suit a kind are advised on, each in a sentence")
{
    auto streaming = BufferConfig::streaming();
    streaming.chunkSize = chunks::batch;
    streaming.cacheSizeMiB = 5;
    streaming.maxMemoryMiB = 1000;
    CHECK(streaming.advice().size() == 3);
    auto ring = BufferConfig::ring();
    ring.bufferSize = FrameCount(100);
    REQUIRE(ring.advice().size() == 1);
    CHECK(ring.advice().front() == "A ring of 100 frames: 256 to 1024 is better");
    auto memory = BufferConfig::memory();
    memory.bufferSize = FrameCount(20000);
    CHECK(memory.advice().size() == 1);
}

TEST_CASE("what cannot be is refused")
{
    const auto refused = [](auto change)
    {
        auto config = BufferConfig::memory();
        change(config);
        return !config.check();
    };
    CHECK(refused([](auto& c) { c.channels = 0; }));
    CHECK(refused([](auto& c) { c.channels = 9; }));
    CHECK(refused([](auto& c) { c.bufferSize = FrameCount(0); }));
    CHECK(refused([](auto& c) { c.bufferSize = FrameCount(-1); }));
    CHECK(refused([](auto& c) { c.chunkSize = FrameCount(std::int64_t{1} << 40); }));
    CHECK(refused([](auto& c) { c.maxMemoryMiB = 0; }));
    CHECK(refused([](auto& c) { c.maxMemoryMiB = std::size_t{1} << 60; }));
}

TEST_CASE("a cache is never larger than the memory that the buffer may hold")
{
    auto config = BufferConfig::streaming();
    config.cacheSizeMiB = 64;
    config.maxMemoryMiB = 20;
    CHECK(config.cacheBytes() == std::size_t{20} << 20);
}
