#include "Signal/Codec/WavHeader.h"

#include "Support/FileBytes.h"
#include "Support/TemporaryFolder.h"

#include <catch2/catch.hpp>

using namespace loophole;
using namespace loophole::signal;
using namespace loophole::testing;

namespace
{

struct Format
{
    std::uint16_t tag = 1;
    std::uint16_t channels = 2;
    std::uint32_t rate = 48000;
    std::uint16_t blockAlign = 4;
    std::uint16_t bits = 16;
};

std::string formatChunk(const Format& format = {})
{
    return FileBytes()
        .text("fmt ")
        .little(std::uint32_t{16})
        .little(format.tag)
        .little(format.channels)
        .little(format.rate)
        .little(std::uint32_t{0})
        .little(format.blockAlign)
        .little(format.bits)
        .bytes;
}

std::string dataChunk(std::uint32_t declared, std::size_t real)
{
    return FileBytes().text("data").little(declared).bytes + countingBytes(real);
}

std::string riff(const std::string& chunks)
{
    return FileBytes().text("RIFF").little(static_cast<std::uint32_t>(chunks.size() + 4)).text("WAVE").bytes + chunks;
}

Outcome<WavHeader> parse(const std::string& content, std::int64_t base = 0)
{
    auto thread = DiskThread::mint();
    const TemporaryFolder folder;
    writeFile(folder / "a.wav", content);
    return readWavHeader(thread, *MediaFile::open(thread, folder / "a.wav").value(), base);
}

} // namespace

TEST_CASE("a plain WAV header tells format and data")
{
    const auto header = parse(riff(formatChunk() + dataChunk(400, 400))).value();
    CHECK(header.container == "WAV");
    CHECK(header.channels == 2);
    CHECK(header.sampleRate == 48000);
    CHECK(header.validBits == 16);
    CHECK(header.encoding() == SampleEncoding::int16Little);
    CHECK(header.dataOffset == 44);
    CHECK(header.dataBytes == 400);
    CHECK(header.missingBytes == 0);
    CHECK_FALSE(header.isUnclosed);
}

TEST_CASE("a header may stand behind something else, and data before the format")
{
    const auto junk = FileBytes().text("JUNK").little(std::uint32_t{3}).repeat(4).bytes;
    CHECK(parse(std::string(33, 'x') + riff(formatChunk() + dataChunk(40, 40)), 33).value().dataOffset == 77);
    const auto header = parse(riff(junk + dataChunk(40, 40) + junk + formatChunk())).value();
    CHECK(header.dataOffset == 32);
    CHECK(header.dataBytes == 40);
    CHECK(header.channels == 2);
}

TEST_CASE("data that were never given a length reach to the end of the file")
{
    for (const std::uint32_t declared : {0u, 0xFFFFFFFFu})
    {
        const auto header = parse(riff(formatChunk() + dataChunk(declared, 1003))).value();
        CHECK(header.isUnclosed);
        CHECK(header.dataBytes == 1003);
        CHECK(header.missingBytes == 0);
    }
}

TEST_CASE("data of no length before other chunks or the end of the file are empty")
{
    const auto list = FileBytes().text("LIST").little(std::uint32_t{4}).text("INFO").bytes;
    for (const auto& rest : {std::string(), list})
    {
        const auto header = parse(riff(formatChunk() + dataChunk(0, 0) + rest)).value();
        CHECK_FALSE(header.isUnclosed);
        CHECK(header.dataBytes == 0);
    }
}

TEST_CASE("data that claim more than the file has are cut and what is missing is told")
{
    const auto header = parse(riff(formatChunk() + dataChunk(0x7FFFF000, 100))).value();
    CHECK(header.dataBytes == 100);
    CHECK(header.missingBytes == 0x7FFFF000 - 100);
    CHECK_FALSE(header.isUnclosed);
}

TEST_CASE("RF64 and BW64 take the data's size from ds64 only where the chunk does not tell it")
{
    for (const auto* name : {"RF64", "BW64"})
        for (const std::uint32_t declared : {0xFFFFFFFFu, 300u})
        {
            FileBytes file;
            file.text(name).little(0xFFFFFFFFu).text("WAVEds64").little(28u).little(std::uint64_t{0});
            file.little(std::uint64_t{200}).little(std::uint64_t{50}).little(0u);
            const auto header = parse(file.bytes + formatChunk() + dataChunk(declared, 500)).value();
            CHECK(header.container == name);
            CHECK(header.dataBytes == (declared == 300 ? 300 : 200));
        }
}

TEST_CASE("an absurd ds64 size is cut to the file")
{
    FileBytes file;
    file.text("RF64").little(0xFFFFFFFFu).text("WAVEds64").little(28u).little(std::uint64_t{0});
    file.little(std::uint64_t{0xFFFFFFFFFFFFFFFF}).little(std::uint64_t{0}).little(0u);
    const auto header = parse(file.bytes + formatChunk() + dataChunk(0xFFFFFFFF, 500)).value();
    CHECK(header.dataBytes == 500);
}

TEST_CASE("RIFX has every number the other way round")
{
    FileBytes file;
    file.text("RIFX").big(std::uint32_t{52}).text("WAVEfmt ").big(16u).big(std::uint16_t{1}).big(std::uint16_t{1});
    file.big(44100u).big(0u).big(std::uint16_t{3}).big(std::uint16_t{24}).text("data").big(6u).repeat(6);
    const auto header = parse(file.bytes).value();
    CHECK(header.container == "RIFX");
    CHECK(header.sampleRate == 44100);
    CHECK(header.encoding() == SampleEncoding::int24Big);
    CHECK(header.dataBytes == 6);
}

TEST_CASE("the extensible form tells the codec by its GUID and the bits that are used")
{
    for (const auto subtype : {std::uint16_t{1}, std::uint16_t{3}, std::uint16_t{6}})
    {
        FileBytes chunk;
        chunk.text("fmt ").little(40u).little(std::uint16_t{0xFFFE}).little(std::uint16_t{2}).little(48000u);
        chunk.little(0u).little(std::uint16_t{8}).little(std::uint16_t{32}).little(std::uint16_t{22});
        chunk.little(std::uint16_t{20}).little(3u).little(subtype);
        chunk.text(std::string("\0\0\0\0\x10\0\x80\0\0\xAA\0\x38\x9B\x71", 14));
        const auto header = parse(riff(chunk.bytes + dataChunk(8, 8))).value();
        CHECK(header.formatTag == subtype);
        CHECK(header.validBits == 20);
        CHECK(header.encoding().has_value() == (subtype != 6));
    }
}

TEST_CASE("samples fill the bytes that their bits need, whatever the block align says")
{
    const auto encodingOf = [](std::uint16_t tag, std::uint16_t bits) {
        return parse(riff(formatChunk({tag, 1, 8000, 999, bits}) + dataChunk(8, 8))).value().encoding();
    };
    CHECK(encodingOf(1, 5) == SampleEncoding::unsigned8);
    CHECK(encodingOf(1, 12) == SampleEncoding::int16Little);
    CHECK(encodingOf(1, 20) == SampleEncoding::int24Little);
    CHECK(encodingOf(1, 31) == SampleEncoding::int32Little);
    CHECK(encodingOf(1, 36) == SampleEncoding::int40Little);
    CHECK(encodingOf(1, 64) == SampleEncoding::int64Little);
    CHECK(encodingOf(3, 32) == SampleEncoding::float32Little);
    CHECK(encodingOf(3, 64) == SampleEncoding::float64Little);
    CHECK_FALSE(encodingOf(3, 16).has_value());
    CHECK_FALSE(encodingOf(1, 0).has_value());
    CHECK_FALSE(encodingOf(1, 65).has_value());
    CHECK_FALSE(encodingOf(2, 4).has_value());
}

TEST_CASE("a WAV file without format or data says so")
{
    CHECK(parse(riff(dataChunk(8, 8))).failure().why == "has no format chunk");
    CHECK(parse(riff(formatChunk())).failure().why == "has no data chunk");
    CHECK(parse("RIFF").failure().why == "is not a WAV file");
    CHECK(parse(std::string(100, 'x')).failure().why == "is not a WAV file");
}

TEST_CASE("a WAV header cut at any byte is refused or tells no more data than there are")
{
    const auto list = FileBytes().text("LIST").little(16u).text("INFOINAM").little(4u).text("Kick").bytes;
    const auto whole = riff(list + formatChunk() + dataChunk(64, 64) + list);
    for (std::size_t size = 0; size < whole.size(); ++size)
    {
        const auto header = parse(whole.substr(0, size));
        INFO("cut at byte " << size);
        if (header.ok())
        {
            CHECK(header.value().dataOffset + header.value().dataBytes <= static_cast<std::int64_t>(size));
            CHECK(header.value().dataBytes + header.value().missingBytes == 64);
        }
        else
            CHECK(size < 12 + list.size() + formatChunk().size() + 8);
    }
}
