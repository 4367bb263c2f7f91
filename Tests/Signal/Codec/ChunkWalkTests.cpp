#include "Signal/Codec/ChunkWalk.h"

#include "Support/FileBytes.h"
#include "Support/TemporaryFolder.h"

#include <catch2/catch.hpp>

using namespace loophole;
using namespace loophole::signal;
using namespace loophole::testing;

namespace
{

/** "name:size" of every chunk, as declared. */
std::string chunksOf(const std::string& content, std::endian order = std::endian::little)
{
    auto thread = DiskThread::mint();
    const TemporaryFolder folder;
    writeFile(folder / "chunks", content);
    const auto file = MediaFile::open(thread, folder / "chunks").value();
    ChunkWalk walk(thread, *file, 0, order);
    std::string all;
    for (;;)
    {
        const auto chunk = walk.next();
        REQUIRE(chunk.ok());
        if (!chunk.value())
            return all;
        all += std::string(chunk.value()->id.data(), 4) + ":" + std::to_string(chunk.value()->size) + " ";
    }
}

FileBytes chunk(const char* name, std::uint32_t size, std::size_t bodyBytes)
{
    return FileBytes().text(name).little(size).repeat(bodyBytes);
}

} // namespace

TEST_CASE("chunks follow one another, odd ones padded")
{
    CHECK(chunksOf(chunk("aaaa", 4, 4).bytes + chunk("bbbb", 3, 4).bytes + chunk("cccc", 0, 0).bytes) ==
          "aaaa:4 bbbb:3 cccc:0 ");
    CHECK(chunksOf(FileBytes().text("aaaa").big(std::uint32_t{2}).repeat(2).text("bbbb").big(std::uint32_t{0}).bytes,
                   std::endian::big) == "aaaa:2 bbbb:0 ");
}

TEST_CASE("padding that was left out or added is noticed by the next name")
{
    CHECK(chunksOf(chunk("aaaa", 3, 3).bytes + chunk("bbbb", 2, 2).bytes) == "aaaa:3 bbbb:2 ");
    CHECK(chunksOf(chunk("aaaa", 4, 5).bytes + chunk("bbbb", 2, 2).bytes) == "aaaa:4 bbbb:2 ");
}

TEST_CASE("the walk ends at sizes beyond the file and at what is no name")
{
    CHECK(chunksOf(chunk("aaaa", 0xFFFFFFFF, 9).bytes + chunk("bbbb", 0, 0).bytes) == "aaaa:4294967295 ");
    CHECK(chunksOf(chunk("aaaa", 2, 2).bytes + std::string("\x01\x02\x03\x04\0\0\0\0", 8)) == "aaaa:2 ");
    CHECK(chunksOf(chunk("aaaa", 2, 2).bytes + "bbbb\x01") == "aaaa:2 ");
    CHECK(chunksOf("").empty());
}

TEST_CASE("a file of nothing but empty chunks is given up after a thousand")
{
    std::string content;
    for (int i = 0; i < 100'000; ++i)
        content += chunk("aaaa", 0, 0).bytes;
    const auto all = chunksOf(content);
    CHECK(std::count(all.begin(), all.end(), ' ') == 1024);
}

TEST_CASE("a body is only as long as the file and the caller's limit")
{
    auto thread = DiskThread::mint();
    const TemporaryFolder folder;
    writeFile(folder / "chunks", chunk("aaaa", 0x7FFFFFFF, 20).bytes);
    const auto file = MediaFile::open(thread, folder / "chunks").value();
    ChunkWalk walk(thread, *file, 0, std::endian::little);
    const auto found = walk.next().value().value();
    CHECK(walk.available(found) == 20);
    CHECK(walk.body(found, 1000).value().size() == 20);
    CHECK(walk.body(found, 7).value().size() == 7);
}
