#include "Signal/Buffers/BufferSupply.h"
#include "Support/BufferWork.h"
#include "Support/TemporaryFolder.h"

#include <catch2/catch.hpp>

using namespace loophole;
using namespace loophole::signal;
using namespace loophole::testing;

namespace
{

struct Stage
{
    TemporaryFolder folder;
    BufferSupply supply{std::size_t{160} << 20, folder.path()};
    DiskThread thread = DiskThread::mint();

    [[nodiscard]] std::unique_ptr<AudioBuffer> make(const BufferConfig& config, std::optional<FrameCount> size = {})
    {
        auto made = supply.make(thread, config, size);
        REQUIRE(made.ok());
        return std::move(made).value();
    }
};

} // namespace

TEST_CASE("a supply makes every kind, and each gives back what was written")
{
    Stage stage;
    for (const auto& config :
         {BufferConfig::memory(), BufferConfig::streaming(), BufferConfig::ring(), BufferConfig::pool()})
    {
        const auto buffer = stage.make(config);
        CHECK(buffer->metrics().type == config.bufferType);
        const auto frames = makeFrames(512, 2, 1);
        REQUIRE(written(stage.thread, *buffer, frames) == 512);
        if (config.bufferType != BufferType::ring)
            REQUIRE(buffer->seek(stage.thread, FramePosition(0)).ok());
        CHECK(readFrames(stage.thread, *buffer, 512) == frames);
    }
    CHECK(stage.supply.account().takenBytes() == 0);
}

TEST_CASE("a size stands in for that of the configuration")
{
    Stage stage;
    CHECK(stage.make(BufferConfig::ring(), FrameCount(1000))->config().bufferSize.value() == 1000);
}

TEST_CASE("what is too large for memory is made on the disk")
{
    Stage stage;
    auto config = BufferConfig::memory();
    config.maxMemoryMiB = 512;
    const FrameCount hundredMiB(std::int64_t{100} << 17);
    CHECK(stage.make(config, hundredMiB)->config().bufferType == BufferType::memory);
    const auto larger = stage.make(config, hundredMiB + FrameCount(1));
    CHECK(larger->config().bufferType == BufferType::streaming);
    CHECK(larger->config().chunkSize == chunks::streaming);
    CHECK(larger->metrics().memoryBytes == 0);
}

TEST_CASE("what finds no memory is made on the disk")
{
    Stage stage;
    auto config = BufferConfig::memory();
    config.maxMemoryMiB = 512;
    const auto first = stage.make(config, FrameCount(std::int64_t{90} << 17));
    CHECK(first->config().bufferType == BufferType::memory);
    CHECK(stage.make(config, FrameCount(std::int64_t{90} << 17))->config().bufferType == BufferType::streaming);
}

TEST_CASE("pooled buffers of one shape share a pool, which goes with the last of them")
{
    Stage stage;
    auto first = stage.make(BufferConfig::pool());
    const auto held = stage.supply.account().takenBytes();
    CHECK(held == BufferSupply::piecesAPool * 1024 * 8);
    const auto second = stage.make(BufferConfig::pool());
    CHECK(stage.supply.account().takenBytes() == held);
    const auto other = stage.make(BufferConfig::pool(), FrameCount(2048));
    CHECK(stage.supply.account().takenBytes() == 3 * held);
    first.reset();
    CHECK(stage.supply.account().takenBytes() == 3 * held);
}

TEST_CASE("a configuration that cannot be is refused")
{
    Stage stage;
    auto config = BufferConfig::pool();
    config.channels = 0;
    CHECK_FALSE(stage.supply.make(stage.thread, config).ok());
    CHECK_FALSE(stage.supply.make(stage.thread, BufferConfig::ring(), FrameCount(0)).ok());
}
