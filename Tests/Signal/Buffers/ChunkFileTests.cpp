#include "Signal/Buffers/ChunkFile.h"
#include "Support/BufferWork.h"
#include "Support/TemporaryFolder.h"

#include <catch2/catch.hpp>

using namespace loophole::signal;
using namespace loophole::testing;

TEST_CASE("a chunk that was never written is silence, even between others")
{
    const TemporaryFolder folder;
    auto file = ChunkFile::create(folder.path(), 2000, 2, false);
    REQUIRE(file.ok());
    const auto frames = makeFrames(1000, 2, 1);
    REQUIRE(file.value().write(5, frames).ok());
    std::vector<float> samples(2000, 1.0f);
    REQUIRE(file.value().read(2, samples).ok());
    CHECK(samples == std::vector<float>(2000, 0.0f));
    REQUIRE(file.value().read(9, samples).ok());
    CHECK(samples == std::vector<float>(2000, 0.0f));
    REQUIRE(file.value().read(5, samples).ok());
    CHECK(samples == frames);
}

TEST_CASE("a packed chunk may be rewritten as one that cannot be packed, and back")
{
    const TemporaryFolder folder;
    auto file = ChunkFile::create(folder.path(), 2000, 2, true);
    REQUIRE(file.ok());
    const std::vector<float> silence(2000, 0.0f);
    const std::vector<float> odd(2000, 1e-9f);
    std::vector<float> samples(2000);
    for (const auto* chunk : {&silence, &odd, &silence})
    {
        REQUIRE(file.value().write(0, *chunk).ok());
        REQUIRE(file.value().read(0, samples).ok());
        CHECK(samples == *chunk);
    }
}

TEST_CASE("a file goes on where it was when its owner moves")
{
    const TemporaryFolder folder;
    auto first = ChunkFile::create(folder.path(), 200, 1, false);
    REQUIRE(first.ok());
    const auto frames = makeFrames(200, 1, 2);
    REQUIRE(first.value().write(0, frames).ok());
    auto second = std::move(first).value();
    std::vector<float> samples(200);
    REQUIRE(second.read(0, samples).ok());
    CHECK(samples == frames);
}
