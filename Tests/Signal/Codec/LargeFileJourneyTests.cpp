#include "Support/FileBytes.h"
#include "Support/MediaReading.h"
#include "Support/TemporaryFolder.h"

#include <catch2/catch.hpp>

#include <filesystem>

using namespace loophole;
using namespace loophole::signal;
using namespace loophole::testing;

namespace
{

/** Stereo of 16 bits, a little over 5 GiB: beyond what 32 bits count, in bytes and in frames of a byte. */
constexpr std::uint64_t frames = 1'350'000'000;
constexpr std::uint64_t dataBytes = 4 * frames;
constexpr std::uint32_t rate = 48000;

/** The format of a WAV: PCM, two channels, 16 bits. */
FileBytes& addFormat(FileBytes& header)
{
    return header.little(std::uint16_t{1})
        .little(std::uint16_t{2})
        .little(rate)
        .little(4 * rate)
        .little(std::uint16_t{4})
        .little(std::uint16_t{16});
}

std::string rf64Header(const char* name)
{
    FileBytes header;
    header.text(name).little(std::uint32_t{0xFFFFFFFF}).text("WAVEds64").little(std::uint32_t{28});
    header.little(dataBytes + 72).little(dataBytes).little(frames).little(std::uint32_t{0});
    addFormat(header.text("fmt ").little(std::uint32_t{16}));
    return header.text("data").little(std::uint32_t{0xFFFFFFFF}).bytes;
}

/** Sony's Wave64: GUIDs for names, and sizes of 64 bits that count their own 24 bytes. */
std::string w64Header()
{
    const std::string_view riff("riff\x2E\x91\xCF\x11\xA5\xD6\x28\xDB\x04\xC1\x00\x00", 16);
    const std::string_view rest("\xF3\xAC\xD3\x11\x8C\xD1\x00\xC0\x4F\x8E\xDB\x8A", 12);
    FileBytes header;
    header.text(riff).little(std::uint64_t{dataBytes + 104}).text("wave").text(rest);
    addFormat(header.text("fmt ").text(rest).little(std::uint64_t{40}));
    return header.text("data").text(rest).little(std::uint64_t{dataBytes + 24}).bytes;
}

std::string cafHeader()
{
    FileBytes header;
    header.text("caff").big(std::uint16_t{1}).big(std::uint16_t{0}).text("desc").big(std::uint64_t{32});
    header.big(std::uint64_t{0x40E7700000000000}); // 48000.0
    header.text("lpcm").big(std::uint32_t{2}).big(std::uint32_t{4}).big(std::uint32_t{1});
    header.big(std::uint32_t{2}).big(std::uint32_t{16});
    return header.text("data").big(std::uint64_t{dataBytes + 4}).big(std::uint32_t{0}).bytes;
}

/** Big-endian; a size that 32 bits do not hold is left open, as sox does it. */
std::string auHeader()
{
    FileBytes header;
    header.text(".snd").big(std::uint32_t{24}).big(std::uint32_t{0xFFFFFFFF}).big(std::uint32_t{3});
    return header.big(rate).big(std::uint32_t{2}).bytes;
}

/** A file with holes: the header, and at the far end 100 frames of rising numbers. */
void writeSparse(const std::filesystem::path& path, const std::string& header, bool isBig)
{
    writeFile(path, header);
    std::filesystem::resize_file(path, header.size() + dataBytes);
    FileBytes end;
    for (std::uint16_t i = 0; i < 200; ++i)
        isBig ? end.big(static_cast<std::uint16_t>(i * 100)) : end.little(static_cast<std::uint16_t>(i * 100));
    std::fstream file(path, std::ios::binary | std::ios::in | std::ios::out);
    file.seekp(static_cast<std::streamoff>(header.size() + dataBytes - end.bytes.size()));
    file.write(end.bytes.data(), static_cast<std::streamsize>(end.bytes.size()));
    REQUIRE(file.good());
}

} // namespace

TEST_CASE("files of more than 4 GiB are read to their far end")
{
    auto thread = DiskThread::mint();
    const TemporaryFolder folder;
    for (const auto& [name, header, isBig] :
         {std::tuple("a.rf64", rf64Header("RF64"), false), std::tuple("a.bw64", rf64Header("BW64"), false),
          std::tuple("a.w64", w64Header(), false), std::tuple("a.caf", cafHeader(), false),
          std::tuple("a.au", auHeader(), true)})
    {
        INFO(name);
        const auto path = folder / name;
        writeSparse(path, header, isBig);
        const auto opened = openMedia(thread, path);
        INFO((opened ? std::string() : opened.failure().message()));
        REQUIRE(opened.ok());
        auto& reader = *opened.value();
        CHECK(reader.info().warning.empty());
        REQUIRE(reader.info().length == FrameCount(frames));
        const auto end = readPart(thread, reader, frames - 100, 150);
        for (std::size_t i = 0; i < 150; ++i)
            for (std::size_t c = 0; c < 2; ++c)
                CHECK(end.channels[c][i] == (i < 100 ? static_cast<float>((2 * i + c) * 100) / 32768.0f : 0.0f));
        CHECK(readPart(thread, reader, 1'100'000'000, 1000) == TestSignal(2, 1000));
        std::filesystem::remove(path);
    }
}
