#include "Signal/Codec/WavTags.h"

#include "Support/FileBytes.h"

#include <catch2/catch.hpp>

using namespace loophole::signal;
using namespace loophole::testing;
using Tags = std::map<std::string, std::string>;

namespace
{

std::span<const std::byte> asBytes(const std::string& text)
{
    return {reinterpret_cast<const std::byte*>(text.data()), text.size()};
}

FileBytes& padded(FileBytes& bytes, const std::string& text, std::size_t width)
{
    return bytes.text(text).repeat(width - text.size());
}

std::string broadcastChunk(std::uint64_t timeReference)
{
    FileBytes bytes;
    padded(bytes, "Scene 7", 256);
    padded(bytes, "Recorder", 32);
    padded(bytes, "REF1", 32);
    bytes.text("2024-05-17").text("12:34:56").little(timeReference).repeat(256);
    return bytes.bytes;
}

} // namespace

TEST_CASE("a bext chunk tells its texts and its time reference of 64 bits")
{
    Tags tags;
    CHECK(takeBroadcastTags(asBytes(broadcastChunk(0x2'8000'0001)), std::endian::little, tags) == 0x2'8000'0001);
    CHECK(tags == Tags{{"description", "Scene 7"},
                       {"originator", "Recorder"},
                       {"originator_reference", "REF1"},
                       {"origination_date", "2024-05-17"},
                       {"origination_time", "12:34:56"},
                       {"date", "2024-05-17"}});
}

TEST_CASE("a bext chunk that is cut anywhere tells what is whole in it")
{
    const auto chunk = broadcastChunk(12345);
    for (std::size_t size = 0; size < chunk.size(); ++size)
    {
        Tags tags;
        const auto reference = takeBroadcastTags(asBytes(chunk).first(size), std::endian::little, tags);
        CHECK(reference == (size >= 346 ? 12345 : 0));
        CHECK(tags.count("description") == (size >= 256 ? 1u : 0u));
    }
    Tags tags;
    CHECK(takeBroadcastTags(asBytes(broadcastChunk(0xFFFFFFFFFFFFFFFF)), std::endian::little, tags) == 0);
}

TEST_CASE("LIST INFO texts are read to the end of the chunk whatever their sizes say")
{
    FileBytes info;
    info.text("INFO").text("INAM").little(std::uint32_t{5}).text("Kick").repeat(2);
    info.text("IXYZ").little(std::uint32_t{2}).text("??");
    info.text("IART").little(std::uint32_t{0xFFFFFFFF}).text("Somebody");
    Tags tags;
    takeInfoTags(asBytes(info.bytes), std::endian::little, tags);
    CHECK(tags == Tags{{"title", "Kick"}, {"artist", "Somebody"}});

    for (std::size_t size = 0; size < info.bytes.size(); ++size)
    {
        Tags some;
        takeInfoTags(asBytes(info.bytes).first(size), std::endian::little, some);
        CHECK(some.count("artist") == (size > info.bytes.size() - 8 ? 1u : 0u));
    }
}

TEST_CASE("a LIST of another type has no texts")
{
    Tags tags;
    takeInfoTags(asBytes(FileBytes().text("adtlINAM").little(std::uint32_t{4}).text("Kick").bytes), std::endian::little,
                 tags);
    CHECK(tags.empty());
}

TEST_CASE("an iXML chunk tells project, scene, take, tape and note as they were meant")
{
    Tags tags;
    takeIxmlTags(asBytes("<?xml version=\"1.0\"?><BWFXML><PROJECT>Rain &amp; Snow</PROJECT><SCENE>12A</SCENE>"
                         "<TAKE>3</TAKE><NOTE> &lt;wild&gt; &amp;lt; </NOTE><TAPE></TAPE><USER>x</USER></BWFXML>"),
                 tags);
    CHECK(tags == Tags{{"project", "Rain & Snow"}, {"scene", "12A"}, {"take", "3"}, {"note", "<wild> &lt;"}});
}

TEST_CASE("an iXML chunk that is cut or is none tells what is whole in it")
{
    for (const auto* text : {"", "<", "<SCENE>", "<SCENE>12", "</SCENE>12<SCENE>", "SCENE", "<SCENE"})
    {
        Tags tags;
        takeIxmlTags(asBytes(text), tags);
        CHECK(tags.empty());
    }
}
