#include "Model/PeakLayout.h"

#include <catch2/catch.hpp>
#include <vector>

using namespace loophole;

TEST_CASE("levels go on until one peak covers all")
{
    CHECK(PeakLayout(1, FrameCount(0)).levelCount() == 1);
    CHECK(PeakLayout(1, FrameCount(64)).levelCount() == 1);
    CHECK(PeakLayout(1, FrameCount(65)).levelCount() == 2);
    CHECK(PeakLayout(1, FrameCount(256)).levelCount() == 2);
    CHECK(PeakLayout(1, FrameCount(257)).levelCount() == 3);
    for (const std::int64_t frames : {1, 1000, 1 << 20, (1 << 20) + 1, 172'800'000})
    {
        const PeakLayout layout(2, FrameCount(frames));
        CHECK(layout.peakCount(layout.levelCount() - 1) == 1);
    }
    CHECK(PeakLayout(8, FrameCount(PeakLayout::longest)).levelCount() == 22);
}

TEST_CASE("only the last peak of a level covers fewer frames than the others")
{
    const PeakLayout layout(1, FrameCount(1000));
    CHECK(layout.peakCount(0) == 16);
    CHECK(layout.framesIn(0, 0) == 64);
    CHECK(layout.framesIn(0, 15) == 40);
    CHECK(layout.framesIn(0, 16) == 0);
    CHECK(layout.framesIn(1, 3) == 232);
}

TEST_CASE("sections fill the file without gap or overlap, the coarsest level first")
{
    for (const int channels : {1, 2, 8})
    {
        const PeakLayout layout(channels, FrameCount(2'500'000));
        auto expected = layout.sectionOffset(layout.levelCount() - 1, 0);
        CHECK(expected % 64 == 0);
        CHECK(expected >= static_cast<std::int64_t>(sizeof(PeakHeader) + layout.checksumCount() * 8));
        for (int level = layout.levelCount() - 1; level >= 0; --level)
            for (int channel = 0; channel < channels; ++channel)
            {
                CHECK(layout.sectionOffset(level, channel) == expected);
                expected += layout.sectionBytes(level);
            }
        CHECK(layout.fileBytes() == expected);
    }
}

TEST_CASE("the pieces of a section hold all of its peaks")
{
    const PeakLayout layout(1, FrameCount(5 * PeakLayout::stretchFrames + 1));
    for (int level = 0; level < layout.levelCount(); ++level)
    {
        CHECK(layout.pieceCount(level) * layout.piecePeaks(level) >= layout.peakCount(level));
        CHECK((layout.pieceCount(level) - 1) * layout.piecePeaks(level) < layout.peakCount(level));
    }
}

TEST_CASE("shapes that no medium has are told from those that one may have")
{
    CHECK(PeakLayout::isPossible(8, 0));
    CHECK_FALSE(PeakLayout::isPossible(0, 10));
    CHECK_FALSE(PeakLayout::isPossible(9, 10));
    CHECK_FALSE(PeakLayout::isPossible(1, -1));
    CHECK_FALSE(PeakLayout::isPossible(1, PeakLayout::longest + 1));
}

TEST_CASE("the header's checksum covers the header and the table but not itself")
{
    PeakHeader header;
    std::vector<std::uint64_t> table{1, 2, 3};
    const auto checksum = checksumOf(header, table);
    header.checksum = 77;
    CHECK(checksumOf(header, table) == checksum);
    header.length = 1;
    CHECK(checksumOf(header, table) != checksum);
    header.length = 0;
    table[2] = 4;
    CHECK(checksumOf(header, table) != checksum);
}

TEST_CASE("a content key is written as 32 hexadecimal digits")
{
    ContentKey key;
    CHECK(key.isNone());
    key.bytes[0] = 0x0f;
    key.bytes[15] = 0xa0;
    CHECK(key.hex() == "0f0000000000000000000000000000a0");
    CHECK_FALSE(key.isNone());
}
