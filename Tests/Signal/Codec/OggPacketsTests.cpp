#include "Signal/Codec/OggPackets.h"

#include "Support/FileBytes.h"
#include "Support/TemporaryFolder.h"

#include <catch2/catch.hpp>

using namespace loophole;
using namespace loophole::signal;
using namespace loophole::testing;

namespace
{

/** Has libogg itself write `packets` of one stream, a page each, and some bytes of something else between. */
std::string writeOgg(const std::vector<std::string>& packets, int serial, const std::string& between = {})
{
    ogg_stream_state stream;
    ogg_stream_init(&stream, serial);
    std::string bytes;
    for (std::size_t i = 0; i < packets.size(); ++i)
    {
        auto content = packets[i];
        ogg_packet packet{reinterpret_cast<unsigned char*>(content.data()),
                          static_cast<long>(content.size()),
                          i == 0 ? 1 : 0,
                          i + 1 == packets.size() ? 1 : 0,
                          static_cast<ogg_int64_t>(i * 100),
                          static_cast<ogg_int64_t>(i)};
        ogg_stream_packetin(&stream, &packet);
        ogg_page page;
        while (ogg_stream_flush(&stream, &page) != 0)
            bytes.append(reinterpret_cast<const char*>(page.header), static_cast<std::size_t>(page.header_len))
                .append(reinterpret_cast<const char*>(page.body), static_cast<std::size_t>(page.body_len));
        bytes += between;
    }
    ogg_stream_clear(&stream);
    return bytes;
}

std::string text(std::span<const std::byte> packet)
{
    return {reinterpret_cast<const char*>(packet.data()), packet.size()};
}

} // namespace

TEST_CASE("packets of one stream come out of the pages of several, junk between them or not")
{
    auto thread = DiskThread::mint();
    const TemporaryFolder folder;
    const std::string large(150'000, 'L'); // over three pages
    const auto ours = writeOgg({"head", "first", large, "last"}, 7, "junk between");
    const auto other = writeOgg({"another"}, 8);
    writeFile(folder / "a", "before" + ours + other);
    const auto file = MediaFile::open(thread, folder / "a").value();
    BufferedCursor cursor(file, 0, file->size());
    const BufferedCursor::Loan loan(cursor, thread);
    OggPackets packets(cursor);
    packets.choose(7);

    std::vector<std::string> found;
    std::vector<OggPackets::Page> pages;
    while (const auto page = packets.nextPage())
    {
        pages.push_back(*page);
        while (const auto packet = packets.nextPacket())
            found.push_back(text(*packet));
    }
    CHECK(found == std::vector<std::string>{"head", "first", large, "last"});
    CHECK(pages.front().offset == 6);
    CHECK(pages.front().beginsStream);
    CHECK(pages.back().serial == 8);
    CHECK(pages[pages.size() - 2].endsStream);
    CHECK(pages[pages.size() - 2].granule == 300);
    CHECK(pages[3].continuesPacket);

    packets.restartAt(pages[1].offset);
    REQUIRE(packets.nextPage());
    CHECK(text(packets.nextPacket().value()) == "first");
    packets.restartAt(pages[3].offset); // in the middle of a packet, whose rest is left out
    REQUIRE(packets.nextPage());
    CHECK_FALSE(packets.nextPacket());
}

TEST_CASE("a page whose checksum is wrong is left out with what it holds")
{
    auto thread = DiskThread::mint();
    const TemporaryFolder folder;
    auto bytes = writeOgg({"head", "first", "second", "third"}, 7);
    bytes[bytes.find("first")] = 'F';
    writeFile(folder / "a", bytes);
    const auto file = MediaFile::open(thread, folder / "a").value();
    BufferedCursor cursor(file, 0, file->size());
    const BufferedCursor::Loan loan(cursor, thread);
    OggPackets packets(cursor);
    packets.choose(7);
    std::string found;
    while (packets.nextPage())
        while (const auto packet = packets.nextPacket())
            found += text(*packet) + " ";
    CHECK(found == "head second third ");
}
