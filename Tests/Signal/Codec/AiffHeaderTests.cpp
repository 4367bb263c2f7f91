#include "Signal/Codec/AiffHeader.h"

#include "Support/FileBytes.h"
#include "Support/TemporaryFolder.h"

#include <catch2/catch.hpp>

using namespace loophole;
using namespace loophole::signal;
using namespace loophole::testing;

namespace
{

const std::string rate44100("\x40\x0E\xAC\x44\0\0\0\0\0\0", 10);

std::string commonChunk(std::uint16_t channels, std::uint32_t frames, std::uint16_t bits, const std::string& codec = {})
{
    FileBytes chunk;
    chunk.text("COMM").big(static_cast<std::uint32_t>(codec.empty() ? 18 : 24)).big(channels).big(frames).big(bits);
    chunk.text(rate44100);
    if (!codec.empty())
        chunk.text(codec).repeat(2);
    return chunk.bytes;
}

std::string soundChunk(std::uint32_t declared, std::size_t real, std::uint32_t offset = 0)
{
    return FileBytes().text("SSND").big(declared).big(offset).big(0u).bytes + countingBytes(real);
}

std::string form(const std::string& type, const std::string& chunks)
{
    return FileBytes().text("FORM").big(static_cast<std::uint32_t>(chunks.size() + 4)).text(type).bytes + chunks;
}

Outcome<AiffHeader> parse(const std::string& content)
{
    auto thread = DiskThread::mint();
    const TemporaryFolder folder;
    writeFile(folder / "a.aiff", content);
    return readAiffHeader(thread, *MediaFile::open(thread, folder / "a.aiff").value(), 0);
}

int rateOf(const std::string& tenBytes)
{
    return rateFromExtended({reinterpret_cast<const std::byte*>(tenBytes.data()), tenBytes.size()});
}

} // namespace

TEST_CASE("extended floats become whole rates and nonsense becomes 0")
{
    CHECK(rateOf(rate44100) == 44100);
    CHECK(rateOf(std::string("\x40\x0F\xBB\x80\0\0\0\0\0\0", 10)) == 96000);
    CHECK(rateOf(std::string("\x40\x0B\xFA\0\0\0\0\0\0\0", 10)) == 8000);
    CHECK(rateOf(std::string("\x40\x0D\xAC\x43\xE0\0\0\0\0\0", 10)) == 22050);
    CHECK(rateOf(std::string(10, '\0')) == 0);
    CHECK(rateOf(std::string("\xC0\x0E\xAC\x44\0\0\0\0\0\0", 10)) == 0);
    CHECK(rateOf(std::string("\x7F\xFF\x80\0\0\0\0\0\0\0", 10)) == 0);
    CHECK(rateOf(std::string("\x40\x3E\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF", 10)) == 0);
}

TEST_CASE("an AIFF header tells format and data, in either order of chunks")
{
    const auto name = FileBytes().text("NAME").big(5u).text("Snare").repeat(1).bytes;
    const auto common = commonChunk(2, 10, 16);
    const auto sound = soundChunk(48, 40);
    for (const auto& content : {form("AIFF", common + sound + name), form("AIFF", sound + name + common)})
    {
        const auto header = parse(content).value();
        CHECK(header.channels == 2);
        CHECK(header.sampleRate == 44100);
        CHECK(header.encoding() == SampleEncoding::int16Big);
        CHECK(header.dataBytes == 40);
        CHECK(header.missingBytes == 0);
        CHECK_FALSE(header.isUnclosed);
        CHECK(header.tags.at("title") == "Snare");
    }
}

TEST_CASE("the sound chunk's offset is skipped and a lying one is not believed")
{
    CHECK(parse(form("AIFF", commonChunk(1, 10, 16) + soundChunk(32, 24, 4))).value().dataOffset == 12 + 26 + 16 + 4);
    CHECK(parse(form("AIFF", commonChunk(1, 10, 16) + soundChunk(28, 20, 4000))).value().dataOffset == 12 + 26 + 16);
}

TEST_CASE("frames that the file does not have are missing")
{
    const auto cut = parse(form("AIFF", commonChunk(1, 100, 16) + soundChunk(208, 50))).value();
    CHECK(cut.dataBytes == 50);
    CHECK(cut.missingBytes == 150);
    const auto absurd = parse(form("AIFF", commonChunk(65535, 0xFFFFFFFF, 32) + soundChunk(0xFFFFFFFF, 50))).value();
    CHECK(absurd.dataBytes == 50);
}

TEST_CASE("an AIFF recording that was never closed reaches to the end of the file")
{
    for (const std::uint32_t declared : {0u, 8u})
    {
        const auto header = parse(form("AIFF", commonChunk(1, 0, 16) + soundChunk(declared, 50))).value();
        CHECK(header.isUnclosed);
        CHECK(header.dataBytes == 50);
    }
    const auto tag = FileBytes().text("ID3 ").big(4u).repeat(4).bytes;
    const auto empty = parse(form("AIFF", commonChunk(1, 0, 16) + soundChunk(8, 0) + tag)).value();
    CHECK_FALSE(empty.isUnclosed);
    CHECK(empty.dataBytes == 0);
}

TEST_CASE("AIFC's plain codecs have their encodings and the others none")
{
    const auto encodingOf = [](const std::string& codec, std::uint16_t bits)
    { return parse(form("AIFC", commonChunk(1, 1, bits, codec) + soundChunk(16, 8))).value().encoding(); };
    CHECK(encodingOf("NONE", 8) == SampleEncoding::int8);
    CHECK(encodingOf("NONE", 20) == SampleEncoding::int24Big);
    CHECK(encodingOf("twos", 16) == SampleEncoding::int16Big);
    CHECK(encodingOf("sowt", 16) == SampleEncoding::int16Little);
    CHECK(encodingOf("sowt", 24) == SampleEncoding::int24Little);
    CHECK(encodingOf("raw ", 8) == SampleEncoding::unsigned8);
    CHECK(encodingOf("in24", 16) == SampleEncoding::int24Big);
    CHECK(encodingOf("42ni", 16) == SampleEncoding::int24Little);
    CHECK(encodingOf("in32", 16) == SampleEncoding::int32Big);
    CHECK(encodingOf("fl32", 32) == SampleEncoding::float32Big);
    CHECK(encodingOf("FL64", 64) == SampleEncoding::float64Big);
    CHECK_FALSE(encodingOf("ulaw", 16).has_value());
    CHECK_FALSE(encodingOf("NONE", 0).has_value());
    CHECK_FALSE(encodingOf("NONE", 33).has_value());
    CHECK_FALSE(encodingOf("raw ", 16).has_value());
}

TEST_CASE("an AIFF file without its chunks says so")
{
    CHECK(parse(form("AIFF", soundChunk(8, 0))).failure().why == "has no COMM chunk");
    CHECK(parse(form("AIFF", commonChunk(1, 5, 16))).failure().why == "has no SSND chunk");
    CHECK(parse("FORM").failure().why == "is not an AIFF file");
    CHECK(parse(form("8SVX", commonChunk(1, 5, 16))).failure().why == "is not an AIFF file");
    CHECK(parse(form("AIFF", commonChunk(1, 0, 16))).value().dataBytes == 0);
}

TEST_CASE("an AIFF header cut at any byte is refused or tells no more data than there are")
{
    const auto whole = form("AIFC", commonChunk(2, 10, 16, "sowt") + soundChunk(48, 40));
    for (std::size_t size = 0; size < whole.size(); ++size)
    {
        const auto header = parse(whole.substr(0, size));
        INFO("cut at byte " << size);
        if (header.ok())
            CHECK(header.value().dataOffset + header.value().dataBytes <= static_cast<std::int64_t>(size));
        else
            CHECK(size < 12 + 32 + 8);
    }
}
