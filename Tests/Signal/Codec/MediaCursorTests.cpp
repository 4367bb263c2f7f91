#include "Signal/Codec/MediaCursor.h"

#include "Support/FileBytes.h"
#include "Support/TemporaryFolder.h"

#include <catch2/catch.hpp>

#include <array>
#include <limits>

using namespace loophole;
using namespace loophole::signal;
using namespace loophole::testing;

TEST_CASE("a cursor reads on from where it stands, counting from its base")
{
    auto thread = DiskThread::mint();
    const TemporaryFolder folder;
    writeFile(folder / "bytes", "0123456789");
    MediaCursor cursor(MediaFile::open(thread, folder / "bytes").value(), 4);
    REQUIRE(cursor.size() == 6);

    std::array<std::byte, 4> bytes{};
    const MediaCursor::Loan loan(cursor, thread);
    CHECK(cursor.read(bytes) == 4);
    CHECK(bytes[0] == std::byte{'4'});
    CHECK(cursor.position() == 4);
    CHECK(cursor.read(bytes) == 2);
    CHECK(cursor.read(bytes) == 0);

    CHECK_FALSE(cursor.trySeek(-1));
    CHECK(cursor.position() == 6);
    CHECK(cursor.trySeek(std::numeric_limits<std::int64_t>::max()));
    CHECK(cursor.read(bytes) == 0);
    CHECK_FALSE(cursor.failure());
}

TEST_CASE("without a thread's token a cursor reads nothing")
{
    auto thread = DiskThread::mint();
    const TemporaryFolder folder;
    writeFile(folder / "bytes", "0123456789");
    MediaCursor cursor(MediaFile::open(thread, folder / "bytes").value());
    std::array<std::byte, 4> bytes{};
    CHECK(cursor.read(bytes) == 0);
    {
        const MediaCursor::Loan loan(cursor, thread);
        CHECK(cursor.read(bytes) == 4);
    }
    CHECK(cursor.read(bytes) == 0);
}
