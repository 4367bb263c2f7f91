#include "Signal/Codec/Tags.h"

#include "Support/EncodedMedia.h"

#include <catch2/catch.hpp>

using namespace loophole;
using namespace loophole::signal;
using namespace loophole::testing;

namespace
{

std::map<std::string, std::string> tagsOf(const std::string& path)
{
    auto thread = DiskThread::mint();
    const auto opened = openMedia(thread, path);
    INFO((opened ? std::string() : opened.failure().message()));
    REQUIRE(opened.ok());
    return opened.value()->info().tags;
}

std::map<std::string, std::string> tagsAs(const std::string& path, const char* format)
{
    auto thread = DiskThread::mint();
    MediaInfo info;
    info.format = format;
    return readTags(thread, MediaFile::open(thread, path).value(), info);
}

} // namespace

TEST_CASE("tags are read from every format that has them")
{
    const TemporaryFolder folder;
    const auto programme = makeProgramme(1, 20'000, 48000);
    const auto tagged = [&](const char* name)
    {
        return encodeWith({"ffmpeg", "-v", "error", "-i", "IN", "-metadata", "title=Größe", "-metadata", "artist=A & B",
                           "-metadata", "album=Third", "-metadata", "genre=Ambient", "-metadata", "date=2024", "OUT"},
                          folder, name, programme, 48000);
    };
    for (const char* name : {"a.mp3", "a.flac", "a.opus", "a.m4a", "a.wma", "a.wv"})
    {
        INFO(name);
        auto tags = tagsOf(tagged(name));
        CHECK(tags["title"] == "Größe");
        CHECK(tags["artist"] == "A & B");
        CHECK(tags["album"] == "Third");
        CHECK(tags["genre"] == "Ambient");
        if (std::string(name) != "a.wma") // ffmpeg writes it where nobody looks
            CHECK(tags["date"] == "2024");
    }
}

TEST_CASE("tempo, key and track number have names of their own")
{
    const TemporaryFolder folder;
    const auto path = encodeWith({"oggenc", "-Q", "-c", "BPM=128", "-c", "INITIALKEY=Am", "-N", "7", "-c", "ARTIST=one",
                                  "-c", "ARTIST=two", "IN", "-o", "OUT"},
                                 folder, "a.ogg", makeProgramme(1, 20'000, 48000), 48000);
    auto tags = tagsOf(path);
    CHECK(tags["bpm"] == "128");
    CHECK(tags["key"] == "Am");
    CHECK(tags["tracknumber"] == "7");
    CHECK(tags["artist"] == "one; two");
}

TEST_CASE("long values are cut and hostile tags are left out")
{
    const TemporaryFolder folder;
    const auto path = encodeWith({"oggenc", "-Q", "-t", std::string(50'000, 'x'), "IN", "-o", "OUT"}, folder, "a.ogg",
                                 makeProgramme(1, 20'000, 48000), 48000);
    CHECK(tagsOf(path)["title"].size() == 4096);

    const auto hostile = (folder / "b.mp3").string();
    // A tag that says to be 256 MiB, with a frame in it that says the same.
    writeFile(hostile, FileBytes()
                           .text("ID3\4")
                           .repeat(2)
                           .repeat(4, '\x7F')
                           .text("TIT2")
                           .repeat(4, '\x7F')
                           .repeat(3)
                           .text("abc")
                           .bytes);
    CHECK(tagsAs(hostile, "MP3").size() <= 1);
    writeFile(hostile, countingBytes(4000));
    for (const char* format : {"MP3", "FLAC", "OGG", "M4A", "WAV", "AIFF", "WMA", "WavPack", "Musepack",
                               "Monkey's Audio", "True Audio", "W64"})
        CHECK(tagsAs(hostile, format).empty());
}
