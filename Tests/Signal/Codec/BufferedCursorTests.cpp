#include "Signal/Codec/BufferedCursor.h"

#include "Support/FileBytes.h"
#include "Support/TemporaryFolder.h"

#include <catch2/catch.hpp>

using namespace loophole;
using namespace loophole::signal;
using namespace loophole::testing;

namespace
{

std::string take(BufferedCursor& cursor, std::size_t count)
{
    std::string bytes(count, '\0');
    bytes.resize(cursor.read(std::as_writable_bytes(std::span(bytes))));
    return bytes;
}

} // namespace

TEST_CASE("a buffered cursor reads its part of a file and nothing beside it")
{
    auto thread = DiskThread::mint();
    const TemporaryFolder folder;
    const auto bytes = countingBytes(200'000);
    writeFile(folder / "a", bytes);
    BufferedCursor cursor(MediaFile::open(thread, folder / "a").value(), 1000, 190'000);
    const BufferedCursor::Loan loan(cursor, thread);
    const auto part = bytes.substr(1000, 189'000);

    CHECK(cursor.size() == 189'000);
    CHECK(take(cursor, 10) == part.substr(0, 10));
    CHECK(take(cursor, 150'000) == part.substr(10, 150'000)); // over the edges of pieces
    CHECK(cursor.position() == 150'010);
    CHECK(cursor.trySeek(5));
    CHECK(take(cursor, 3) == part.substr(5, 3));
    CHECK(cursor.trySeek(-100, SEEK_END));
    CHECK(take(cursor, 500) == part.substr(188'900));
    CHECK(take(cursor, 500).empty());
    CHECK(cursor.trySeek(1'000'000));
    CHECK(take(cursor, 1).empty());
    CHECK_FALSE(cursor.failure());
}

TEST_CASE("a buffered cursor refuses places before the beginning and origins that are none")
{
    auto thread = DiskThread::mint();
    const TemporaryFolder folder;
    writeFile(folder / "a", countingBytes(100));
    BufferedCursor cursor(MediaFile::open(thread, folder / "a").value(), 0, 100);
    CHECK(cursor.trySeek(50));
    CHECK_FALSE(cursor.trySeek(-1));
    CHECK_FALSE(cursor.trySeek(-51, SEEK_CUR));
    CHECK_FALSE(cursor.trySeek(0, 17));
    CHECK_FALSE(cursor.trySeek(std::numeric_limits<std::int64_t>::max(), SEEK_CUR));
    CHECK(cursor.position() == 50);
    CHECK(cursor.trySeek(-10, SEEK_CUR));
    CHECK(cursor.position() == 40);
}
