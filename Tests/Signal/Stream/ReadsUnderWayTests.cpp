#include "Signal/Stream/ReadsUnderWay.h"

#include "Signal/Stream/AssetSource.h"

#include <catch2/catch.hpp>

using namespace loophole;
using namespace loophole::signal;

namespace
{

constexpr DeviceId disk{7};
constexpr std::size_t whole = ReadsUnderWay::leastJoinedBytes;

/** A read of `bytes` that is back after `took`. */
void readAndFinish(ReadsUnderWay& reads, std::size_t bytes, Instant took, DeviceId device = disk)
{
    const auto number = reads.nextNumber();
    reads.add(number, {nullptr, {}, {}, device, bytes, Instant{}});
    REQUIRE(reads.take(number, took));
}

} // namespace

TEST_CASE("reads that are back in a moment grow up to the longest, and slow ones shrink to the least")
{
    ReadsUnderWay reads;
    CHECK(reads.joinedBytesOf(disk) == whole);
    readAndFinish(reads, whole, std::chrono::milliseconds(3));
    CHECK(reads.joinedBytesOf(disk) == 2 * whole);
    for (int i = 0; i < 8; ++i)
        readAndFinish(reads, reads.joinedBytesOf(disk), std::chrono::milliseconds(3));
    CHECK(reads.joinedBytesOf(disk) == ReadsUnderWay::mostJoinedBytes);
    for (int i = 0; i < 8; ++i)
        readAndFinish(reads, whole, std::chrono::milliseconds(250));
    CHECK(reads.joinedBytesOf(disk) == whole);
}

TEST_CASE("a short read that was quick says nothing of a long one")
{
    ReadsUnderWay reads;
    readAndFinish(reads, whole / 4, std::chrono::milliseconds(1));
    CHECK(reads.joinedBytesOf(disk) == whole);
}

TEST_CASE("each device has its own count and its own length")
{
    constexpr DeviceId other{8};
    ReadsUnderWay reads;
    const auto number = reads.nextNumber();
    reads.add(number, {nullptr, {}, {}, other, whole, Instant{}});
    CHECK(reads.countOf(other) == 1);
    CHECK(reads.countOf(disk) == 0);
    readAndFinish(reads, whole, std::chrono::milliseconds(3));
    CHECK(reads.joinedBytesOf(other) == whole);
    CHECK(reads.take(number, Instant{}));
    CHECK(reads.countOf(other) == 0);
    CHECK_FALSE(reads.take(number, Instant{}));
}

TEST_CASE("what comes back for a table that was given up is for no block")
{
    AssetSource source;
    PhaseTable kept(source, {SampleRate(48000), SampleRate(48000), 0.0}, FrameCount(limits::blockFrames * 4), 1);
    PhaseTable gone(source, {SampleRate(48000), SampleRate(96000), 0.0}, FrameCount(limits::blockFrames * 8), 1);
    ReadsUnderWay reads;
    const auto of = [&](PhaseTable& table)
    {
        const auto number = reads.nextNumber();
        table.blocks[3].read = number;
        reads.add(number, {&table, {3}, {}, disk, whole, Instant{}});
        return number;
    };
    const auto first = of(kept);
    const auto second = of(gone);
    CHECK(reads.abandon(gone) == std::vector<std::uint64_t>{second});
    CHECK(ReadsUnderWay::blocksOf(first, *reads.find(first)) == std::vector<CachedBlock*>{&kept.blocks.at(3)});
    CHECK(ReadsUnderWay::blocksOf(second, *reads.find(second)) == std::vector<CachedBlock*>{nullptr});
    kept.blocks.at(3).read = 99; // another read took it over
    CHECK(ReadsUnderWay::blocksOf(first, *reads.find(first)) == std::vector<CachedBlock*>{nullptr});
    CHECK(reads.size() == 2);
}
