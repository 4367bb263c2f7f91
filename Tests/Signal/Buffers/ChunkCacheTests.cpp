#include "Signal/Buffers/ChunkCache.h"
#include "Support/BufferWork.h"
#include "Support/TemporaryFolder.h"

#include <catch2/catch.hpp>

using namespace loophole::signal;
using namespace loophole::testing;

namespace
{

struct Stage
{
    TemporaryFolder folder;
    ChunkFile file = std::move(ChunkFile::create(folder.path(), 100, 1, false)).value();
    MemoryAccount account{std::size_t{1} << 20};
    BufferMeter meter{loophole::BufferType::streaming};
    ChunkCache cache{file, 100, 2, account, meter};

    void fill(std::int64_t chunk, float value)
    {
        const auto samples = cache.use(chunk, ChunkCache::Use::overwrite);
        REQUIRE(samples.ok());
        std::fill(samples.value().begin(), samples.value().end(), value);
    }
    [[nodiscard]] float first(std::int64_t chunk)
    {
        const auto samples = cache.use(chunk, ChunkCache::Use::read);
        REQUIRE(samples.ok());
        return samples.value().front();
    }
};

} // namespace

TEST_CASE("a chunk that makes room is on the disk with its changes")
{
    Stage stage;
    stage.fill(0, 0.25f);
    stage.fill(1, 0.5f);
    stage.fill(2, 0.75f);
    CHECK(stage.first(0) == 0.25f);
    CHECK(stage.first(1) == 0.5f);
    CHECK(stage.first(2) == 0.75f);
    CHECK(stage.account.takenBytes() == 800);
}

TEST_CASE("a chunk that was only read is not written back")
{
    Stage stage;
    for (int chunk = 0; chunk < 10; ++chunk)
        CHECK(stage.first(chunk) == 0.0f);
    CHECK(stage.file.bytesOnDisk() == 0);
}

TEST_CASE("a cleared cache has given its memory back and knows nothing")
{
    Stage stage;
    stage.fill(0, 0.25f);
    stage.cache.clear();
    CHECK(stage.account.takenBytes() == 0);
    CHECK(stage.cache.bytes() == 0);
    CHECK(stage.first(0) == 0.0f);
}
