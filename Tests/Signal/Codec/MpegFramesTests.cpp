#include "Signal/Codec/MpegFrames.h"

#include "Support/EncodedMedia.h"

#include <catch2/catch.hpp>

using namespace loophole;
using namespace loophole::signal;
using namespace loophole::testing;

namespace
{

std::optional<MpegFrameHeader> parse(const char* fourBytes)
{
    return MpegFrameHeader::parse(std::as_bytes(std::span(fourBytes, 4)));
}

std::optional<MpegStream> find(const std::filesystem::path& path, std::string_view bytes)
{
    auto thread = DiskThread::mint();
    writeFile(path, bytes);
    const auto file = MediaFile::open(thread, path).value();
    return findMpegStream(thread, *file, 0).value();
}

/** MPEG-1 layer III, 128 kbit/s, 44.1 kHz, stereo, no padding: 417 bytes. */
std::string frames(int count)
{
    std::string all;
    for (int i = 0; i < count; ++i)
        all += "\xFF\xFB\x90\x04" + std::string(413, '\x55');
    return all;
}

} // namespace

TEST_CASE("an MPEG frame header tells layer, rate, channels and size")
{
    const auto mp3 = parse("\xFF\xFB\x90\x04");
    REQUIRE(mp3);
    CHECK(mp3->layer == 3);
    CHECK(mp3->sampleRate == 44100);
    CHECK(mp3->channels == 2);
    CHECK(mp3->samples == 1152);
    CHECK(mp3->bytes == 417);
    CHECK(parse("\xFF\xFB\x92\x04")->bytes == 418); // padded
    CHECK(parse("\xFF\xFB\x90\xC4")->channels == 1);
    CHECK(parse("\xFF\xF3\x80\xC4")->samples == 576);     // MPEG-2
    CHECK(parse("\xFF\xE3\x18\xC4")->sampleRate == 8000); // MPEG-2.5
    CHECK(parse("\xFF\xFD\xA4\x04")->layer == 2);
    CHECK(parse("\xFF\xFF\xC4\x04")->samples == 384);
    CHECK(parse("\xFF\xFB\x00\x04")->bytes == 0); // free format
}

TEST_CASE("four bytes with a reserved value are no MPEG header, nor is AAC's")
{
    CHECK_FALSE(parse("\xFF\xEB\x90\x04")); // reserved version
    CHECK_FALSE(parse("\xFF\xF1\x50\x80")); // layer 0: ADTS
    CHECK_FALSE(parse("\xFF\xFB\xF0\x04")); // bit rate 15
    CHECK_FALSE(parse("\xFF\xFB\x9C\x04")); // sample rate 3
    CHECK_FALSE(parse("\xFF\xFB\x90\x06")); // emphasis 2
    CHECK_FALSE(parse("\xFE\xFB\x90\x04"));
    CHECK_FALSE(MpegFrameHeader::parse({}));
}

TEST_CASE("a stream is proved by frames that follow one another, never by one sync word")
{
    const TemporaryFolder folder;
    const auto path = folder / "a";
    CHECK(find(path, frames(6))->start == 0);
    CHECK(find(path, frames(2))->start == 0); // fills the file
    CHECK_FALSE(find(path, frames(1) + countingBytes(5000)));
    CHECK_FALSE(find(path, frames(3) + countingBytes(5000)));
    CHECK_FALSE(find(path, "\xFF\xFB\x90\x04" + countingBytes(5000)));
    CHECK_FALSE(find(path, frames(2) + "\xFF\xFB\x94\x04" + std::string(380, 'x') + frames(1))); // 48 kHz between
    CHECK_FALSE(find(path, countingBytes(100'000)));
    CHECK_FALSE(find(path, "\xFF"));
}

TEST_CASE("what stands before and behind an MPEG stream is left out of it")
{
    const TemporaryFolder folder;
    const auto path = folder / "a";
    const auto size = static_cast<std::int64_t>(frames(6).size());
    CHECK(find(path, countingBytes(3000) + frames(6))->start == 3000);
    CHECK_FALSE(find(path, countingBytes(70'000) + frames(6)));

    const auto id3v1 = "TAG" + std::string(125, ' ');
    CHECK(find(path, frames(6) + id3v1)->end == size);
    const auto ape = "APETAGEX" + std::string("\xD0\x07\0\0\x40\0\0\0\0\0\0\0\0\0\0\x80\0\0\0\0\0\0\0\0", 24) +
                     std::string(32, 'v') + "APETAGEX" +
                     std::string("\xD0\x07\0\0\x40\0\0\0\0\0\0\0\0\0\0\x80\0\0\0\0\0\0\0\0", 24);
    CHECK(find(path, frames(6) + ape)->end == size);
    CHECK(find(path, frames(6) + ape + id3v1)->end == size);
    const auto lyrics = "LYRICSBEGIN" + std::string(200, 'l') + "000211LYRICS200";
    CHECK(find(path, frames(6) + lyrics + id3v1)->end == size);
}

TEST_CASE("the free format is found by its even frames")
{
    const TemporaryFolder folder;
    std::string free;
    for (int i = 0; i < 6; ++i)
        free += std::string("\xFF\xFB\x00\x04", 4) + std::string(346, '\x55');
    const auto found = find(folder / "a", free);
    REQUIRE(found);
    CHECK(found->first.bytes == 0);
}
