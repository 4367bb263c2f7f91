#include "Signal/Buffers/StreamingBuffer.h"
#include "Support/BufferWork.h"
#include "Support/FileSizeLimit.h"
#include "Support/TemporaryFolder.h"

#include <catch2/catch.hpp>

#include <cmath>
#include <fstream>

using namespace loophole;
using namespace loophole::signal;
using namespace loophole::testing;

namespace
{

/** Four chunks fit into the cache. */
BufferConfig small(bool packs = false)
{
    auto config = BufferConfig::streaming();
    config.chunkSize = FrameCount(32'768);
    config.cacheSizeMiB = 1;
    config.enableCompression = packs;
    return config;
}

struct Stage
{
    TemporaryFolder folder;
    std::shared_ptr<MemoryAccount> account = std::make_shared<MemoryAccount>(std::size_t{64} << 20);
    DiskThread thread = DiskThread::mint();

    [[nodiscard]] std::unique_ptr<StreamingBuffer> make(const BufferConfig& config)
    {
        auto made = StreamingBuffer::make(config, account, folder / "Buffers");
        REQUIRE(made.ok());
        return std::move(made).value();
    }
};

} // namespace

TEST_CASE("five minutes are held on the disk in less memory than its cache may take")
{
    Stage stage;
    const auto buffer = stage.make(BufferConfig::streaming());
    const auto frames = makeFrames(44'100, 2, 1);
    for (int second = 0; second < 300; ++second)
        REQUIRE(written(stage.thread, *buffer, frames) == 44'100);
    CHECK(buffer->size().value() == 44'100 * 300);
    const auto metrics = buffer->metrics();
    CHECK(metrics.memoryBytes <= std::size_t{10} << 20);
    CHECK(metrics.limitBytes == std::size_t{10} << 20);
    CHECK(stage.account->takenBytes() == metrics.memoryBytes);
    REQUIRE(buffer->seek(stage.thread, FramePosition(44'100 * 7)).ok());
    for (int second = 7; second < 300; second += 1)
        REQUIRE(readFrames(stage.thread, *buffer, 44'100) == frames);
    CHECK(readFrames(stage.thread, *buffer, 1).empty());
}

TEST_CASE("stretches that were written in any order are read as they were written last")
{
    Stage stage;
    for (const auto packs : {false, true})
    {
        const auto buffer = stage.make(small(packs));
        constexpr std::int64_t total = 300'000;
        auto expected = makeFrames(total, 2, 2);
        REQUIRE(written(stage.thread, *buffer, expected) == total);
        std::mt19937 random(3);
        for (unsigned round = 0; round < 60; ++round)
        {
            const auto from = static_cast<std::int64_t>(random() % total);
            const auto count = std::min<std::int64_t>(static_cast<std::int64_t>(random() % 50'000), total - from);
            const auto frames = makeFrames(count, 2, round);
            REQUIRE(buffer->seek(stage.thread, FramePosition(from)).ok());
            if (!frames.empty())
                REQUIRE(written(stage.thread, *buffer, frames) == count);
            std::copy(frames.begin(), frames.end(), expected.begin() + from * 2);
        }
        REQUIRE(buffer->seek(stage.thread, FramePosition(0)).ok());
        const auto all = buffer->readRest(stage.thread);
        REQUIRE(all.ok());
        CHECK(all.value() == expected);
    }
}

TEST_CASE("chunks used last are found in memory, and the one unused for longest makes room")
{
    Stage stage;
    const auto buffer = stage.make(small());
    const auto chunk = makeFrames(32'768, 2, 4);
    for (int i = 0; i < 5; ++i) // one more than the cache holds: the first goes to the disk
        REQUIRE(written(stage.thread, *buffer, chunk) == 32'768);
    const auto before = buffer->metrics();
    const auto touch = [&](int index)
    {
        REQUIRE(buffer->seek(stage.thread, FramePosition(index * 32'768)).ok());
        REQUIRE(readFrames(stage.thread, *buffer, 100).size() == 200);
    };
    touch(1);
    touch(4);
    CHECK(buffer->metrics().misses == before.misses);
    touch(0); // in place of the third, which was used before all others
    CHECK(buffer->metrics().misses == before.misses + 1);
    touch(1);
    CHECK(buffer->metrics().misses == before.misses + 1);
    touch(2);
    CHECK(buffer->metrics().misses == before.misses + 2);
    CHECK(buffer->metrics().hitRate() < 1.0);
}

TEST_CASE("packed chunks take less of the disk and nothing of the sound")
{
    Stage stage;
    std::vector<float> music(2 * 32'768);
    for (std::size_t i = 0; i < music.size(); ++i)
        music[i] = static_cast<float>(std::round(std::sin(static_cast<double>(i / 2) * 0.03) * 20'000)) / 32'768.0f;
    const auto plain = stage.make(small());
    const auto packed = stage.make(small(true));
    for (auto* buffer : {plain.get(), packed.get()})
        for (int i = 0; i < 20; ++i)
            REQUIRE(written(stage.thread, *buffer, music) == 32'768);
    CHECK(packed->bytesOnDisk() * 2 < plain->bytesOnDisk());
    REQUIRE(packed->seek(stage.thread, FramePosition(0)).ok());
    CHECK(readFrames(stage.thread, *packed, 32'768) == music);
}

TEST_CASE("nothing of a buffer is left in its folder, not even while it lives")
{
    Stage stage;
    const auto buffer = stage.make(small());
    REQUIRE(written(stage.thread, *buffer, makeFrames(300'000, 2, 5)) == 300'000);
    CHECK(buffer->bytesOnDisk() > 0);
    CHECK(std::filesystem::is_empty(stage.folder / "Buffers"));
}

TEST_CASE("a full disk is told, and what memory has is not lost")
{
    Stage stage;
    const auto buffer = stage.make(small());
    const auto frames = makeFrames(32'768, 2, 6);
    Outcome<FrameCount> last = FrameCount(0);
    {
        const FileSizeLimit limit(100'000);
        for (int i = 0; i < 6 && last; ++i)
            last = buffer->write(stage.thread, frames);
    }
    REQUIRE_FALSE(last.ok());
    CHECK(last.failure().why.starts_with("cannot be written: "));
    CHECK(buffer->metrics().state == BufferState::error);
    CHECK(buffer->metrics().lastError == last.failure().why);
    REQUIRE(buffer->seek(stage.thread, FramePosition(0)).ok());
    CHECK(readFrames(stage.thread, *buffer, 32'768) == frames);
}

TEST_CASE("a folder that cannot be made, and a cache without room for a chunk, are refused")
{
    Stage stage;
    std::ofstream(stage.folder / "File") << "not a folder";
    const auto inFile = StreamingBuffer::make(small(), stage.account, stage.folder / "File");
    REQUIRE_FALSE(inFile.ok());
    CHECK(inFile.failure().what == (stage.folder / "File").string());
    auto config = small();
    config.chunkSize = FrameCount(1'000'000);
    CHECK_FALSE(StreamingBuffer::make(config, stage.account, stage.folder.path()).ok());
}

TEST_CASE("a buffer whose account is spent goes on with the one chunk it has, and without any is refused")
{
    Stage stage;
    stage.account = std::make_shared<MemoryAccount>(300'000);
    const auto buffer = stage.make(small());
    const auto frames = makeFrames(100'000, 2, 7);
    REQUIRE(written(stage.thread, *buffer, frames) == 100'000);
    CHECK(buffer->metrics().memoryBytes == 32'768 * 8);
    const auto second = stage.make(small());
    const auto refused = second->write(stage.thread, frames);
    REQUIRE_FALSE(refused.ok());
    CHECK(refused.failure().why == "no memory for a single chunk");
}
