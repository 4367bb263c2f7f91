#include "Signal/Buffers/BufferRegistry.h"
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
    BufferRegistry registry{std::size_t{64} << 20, folder.path()};
    DiskThread thread = DiskThread::mint();

    [[nodiscard]] std::shared_ptr<AudioBuffer> make(const std::string& id, const BufferConfig& config)
    {
        auto made = registry.create(thread, id, config);
        REQUIRE(made.ok());
        return std::move(made).value();
    }
};

} // namespace

TEST_CASE("a buffer is found by its id until it is removed, which closes it")
{
    Stage stage;
    const auto buffer = stage.make("input", BufferConfig::ring());
    CHECK(stage.registry.find("input") == buffer);
    CHECK(stage.registry.find("output") == nullptr);
    CHECK(stage.registry.remove("input"));
    CHECK_FALSE(stage.registry.remove("input"));
    CHECK(stage.registry.find("input") == nullptr);
    CHECK(buffer->metrics().state == BufferState::closed);
}

TEST_CASE("an id that is taken is refused, by a buffer as by a brick of the engine")
{
    Stage stage;
    const auto buffer = stage.make("one", BufferConfig::ring());
    const SlotPool brick(1, FrameCount(16), 1);
    const auto enrolment = stage.registry.enrol("two", brick);
    for (const auto* id : {"one", "two"})
    {
        const auto again = stage.registry.create(stage.thread, id, BufferConfig::ring());
        REQUIRE_FALSE(again.ok());
        CHECK(again.failure().message() == std::string(id) + ": there is a buffer of this name already");
    }
}

TEST_CASE("the report counts all buffers by kind and sums their memory")
{
    Stage stage;
    SlotPool brick(2, FrameCount(1024), 2);
    const auto held = brick.tryAcquire();
    auto enrolment = stage.registry.enrol("Blocks", brick);
    const auto ring = stage.make("ring", BufferConfig::ring());
    const auto memory = stage.make("memory", BufferConfig::memory());
    const auto disk = stage.make("disk", BufferConfig::streaming());
    REQUIRE(written(stage.thread, *disk, makeFrames(4096, 2, 1)) == 4096);

    const auto report = stage.registry.report();
    REQUIRE(report.buffers.size() == 4);
    CHECK(report.buffers.front().id == "Blocks");
    CHECK(report.buffers.front().readCount == 1);
    CHECK(report.countByType == std::array<std::size_t, 4>{1, 1, 1, 1});
    CHECK(report.totalBytes == brick.metrics().memoryBytes + 4096 + 8192 * 8 + 4096 * 8);

    enrolment = {};
    CHECK(stage.registry.report().buffers.size() == 3);
}

TEST_CASE("a full memory buffer goes on as a streaming buffer of the same samples and cursor")
{
    Stage stage;
    auto config = BufferConfig::memory();
    config.maxMemoryMiB = 1;
    auto buffer = stage.make("take", config);
    const auto frames = makeFrames(200'000, 2, 2);
    const auto inMemory = written(stage.thread, *buffer, frames);
    REQUIRE(inMemory == 131'072);
    auto onDisk = stage.registry.continueOnDisk(stage.thread, "take");
    REQUIRE(onDisk.ok());
    CHECK(buffer->metrics().state == BufferState::closed);
    CHECK(stage.registry.find("take") == onDisk.value());
    CHECK(onDisk.value()->config().bufferType == BufferType::streaming);
    CHECK(onDisk.value()->tell().value() == inMemory);
    CHECK(written(stage.thread, *onDisk.value(), std::span(frames).subspan(131'072 * 2)) == 200'000 - 131'072);
    REQUIRE(onDisk.value()->seek(stage.thread, FramePosition(0)).ok());
    CHECK(readFrames(stage.thread, *onDisk.value(), 200'000) == frames);
    CHECK_FALSE(stage.registry.continueOnDisk(stage.thread, "other").ok());
}

TEST_CASE("what was never removed is a leak, and told by name until all is closed")
{
    Stage stage;
    const auto buffer = stage.make("forgotten", BufferConfig::ring());
    CHECK(stage.registry.leaks() == std::vector<std::string>{"buffer forgotten (ring, 4 KiB) was never removed"});
    stage.registry.close();
    CHECK(stage.registry.leaks().empty());
    CHECK(buffer->metrics().state == BufferState::closed);
}
