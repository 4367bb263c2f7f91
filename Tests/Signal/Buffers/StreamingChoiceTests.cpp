#include "Signal/Buffers/StreamingChoice.h"

#include <catch2/catch.hpp>

#include <limits>

using namespace loophole;
using namespace loophole::signal;

namespace
{

constexpr std::size_t mib = std::size_t{1} << 20;

StreamingReason reason(std::size_t fileMiB, std::size_t decodedMiB, std::size_t freeMiB = 512)
{
    return reasonToStream({fileMiB * mib, FrameCount(static_cast<std::int64_t>(decodedMiB * mib / 8)), 2, false},
                          freeMiB * mib);
}

} // namespace

TEST_CASE("a small medium may be kept decoded")
{
    CHECK(reason(5, 20) == StreamingReason::none);
    CHECK(reason(64, 100) == StreamingReason::none);
}

TEST_CASE("a large file or much decoded sound is streamed, either by itself")
{
    CHECK(reason(65, 20) == StreamingReason::largeFile);
    CHECK(reason(10, 101) == StreamingReason::largeDecoded);
    CHECK(reason(5, 20, 19) == StreamingReason::noMemory);
}

TEST_CASE("of several limits the one that is exceeded most is told")
{
    CHECK(reason(65, 200) == StreamingReason::largeDecoded);
    CHECK(reason(640, 110) == StreamingReason::largeFile);
    CHECK(reason(65, 101, 10) == StreamingReason::noMemory);
    CHECK(reason(65, 101, 0) == StreamingReason::noMemory);
}

TEST_CASE("what once took too long to decode is streamed from then on, however small")
{
    CHECK(reasonToStream({1, FrameCount(1), 1, true}, 512 * mib) == StreamingReason::slowDecode);
}

TEST_CASE("a length beyond all memory does not overflow")
{
    CHECK(decodedBytes(FrameCount(std::numeric_limits<std::int64_t>::max()), 8) ==
          std::numeric_limits<std::size_t>::max());
    CHECK(decodedBytes(FrameCount(-5), 2) == 0);
    CHECK(decodedBytes(FrameCount(1000), 2) == 8000);
}
