#include "Signal/Codec/FfmpegReader.h"

#include "Support/EncodedMedia.h"

#include <catch2/catch.hpp>

using namespace loophole;
using namespace loophole::signal;
using namespace loophole::testing;

TEST_CASE("kinds that have a reader of their own are not FFmpeg's first")
{
    const auto recognised = [](std::string_view head)
    { return FfmpegReader::recognises(std::as_bytes(std::span(head))); };
    CHECK(recognised(std::string_view("\0\0\0\x20"
                                      "ftypM4A ",
                                      12)));
    CHECK(recognised("wvpk"));
    CHECK_FALSE(recognised("RIFF    WAVE"));
    CHECK_FALSE(recognised("OggS"));
    CHECK_FALSE(recognised("\xFF\xF1"));
    CHECK_FALSE(recognised("text"));
}

TEST_CASE("a file of a kind that FFmpeg is not asked to read is refused by name")
{
    auto thread = DiskThread::mint();
    const TemporaryFolder folder;
    const auto path = (folder / "list.m3u8").string();
    writeFile(path, "#EXTM3U\n/etc/hostname\n");
    const auto opened = FfmpegReader::open(thread, MediaFile::open(thread, path).value());
    REQUIRE_FALSE(opened.ok());
    CHECK(opened.failure().what == path);
}

TEST_CASE("a Creative Voice File of several blocks is read without the headers between them")
{
    auto thread = DiskThread::mint();
    const TemporaryFolder folder;
    const auto path = encodeWith({"ffmpeg", "-v", "error", "-i", "IN", "-c:a", "pcm_s16le", "OUT"}, folder, "a.voc",
                                 makeProgramme(2, 20'000, 44100), 44100);
    const auto reader = openMedia(thread, path).value();
    CHECK(reader->info().format == "VOC");
    CHECK(reader->info().bitDepth == 16);
    const auto whole = readWhole(thread, *reader);
    CHECK(whole == decodedByFfmpeg(path, 2));
    requirePartsOfWhole(thread, *reader, whole, 30);
}
