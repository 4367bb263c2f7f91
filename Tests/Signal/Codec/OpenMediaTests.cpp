#include "Signal/Codec/MediaReader.h"

#include "Support/EncodedMedia.h"

#include <catch2/catch.hpp>

#include <sys/stat.h>
#include <unistd.h>

using namespace loophole;
using namespace loophole::signal;
using namespace loophole::testing;

namespace
{

std::string refusal(const std::filesystem::path& path)
{
    auto thread = DiskThread::mint();
    const auto opened = openMedia(thread, path);
    if (opened.ok())
        return "opened";
    CHECK(opened.failure().what == path.string());
    CHECK(opened.failure().why.find('\n') == std::string::npos);
    return opened.failure().why;
}

MediaInfo infoOf(const std::filesystem::path& path)
{
    auto thread = DiskThread::mint();
    const auto opened = openMedia(thread, path);
    INFO((opened ? std::string() : opened.failure().message()));
    REQUIRE(opened.ok());
    return opened.value()->info();
}

std::string id3(std::size_t bytes)
{
    return FileBytes()
        .text("ID3\4")
        .repeat(2)
        .repeat(2)
        .little(static_cast<std::uint8_t>(bytes >> 7))
        .little(static_cast<std::uint8_t>(bytes & 0x7F))
        .repeat(bytes)
        .bytes;
}

} // namespace

TEST_CASE("a medium is opened by what it contains, whatever its name")
{
    const TemporaryFolder folder;
    const auto programme = makeProgramme(2, 30'000, 48000);
    const auto wrong = (folder / "picture.png").string();
    const auto check = [&](const char* name, const char* format, const char* codec)
    {
        INFO(name);
        const auto path = encodeWith({"ffmpeg", "-v", "error", "-i", "IN", "OUT"}, folder, name, programme, 48000);
        writeFile(wrong, readFile(path));
        const auto info = infoOf(wrong);
        CHECK(info.format == format);
        CHECK(info.codec == codec);
        CHECK(info.channels == 2);
        CHECK(info.sampleRate == SampleRate(48000));
    };
    check("a.wav", "WAV", "PCM");
    check("a.aiff", "AIFF", "PCM");
    check("a.flac", "FLAC", "FLAC");
    check("a.mp3", "MP3", "MP3");
    check("a.opus", "OGG", "Opus");
    check("a.oga", "OGG", "FLAC");
    check("a.w64", "W64", "PCM");
    check("a.au", "AU", "PCM");
    check("a.m4a", "M4A", "AAC");
    check("a.aac", "AAC", "AAC");
    check("a.wma", "WMA", "WMA");
    check("a.wv", "WavPack", "WavPack");
    check("a.mp2", "MP2", "MP2");
    const auto vorbis = encodeWith({"oggenc", "-Q", "IN", "-o", "OUT"}, folder, "vorbis.ogg", programme, 48000);
    CHECK(infoOf(vorbis).codec == "Vorbis");
}

TEST_CASE("a medium behind ID3 tags is found")
{
    const TemporaryFolder folder;
    const auto programme = makeProgramme(2, 30'000, 48000);
    const auto path = folder / "tagged";
    for (const char* name : {"a.flac", "a.mp3", "a.aac", "a.wav"})
    {
        INFO(name);
        const auto plain = encodeWith({"ffmpeg", "-v", "error", "-i", "IN", "OUT"}, folder, name, programme, 48000);
        writeFile(path, id3(700) + id3(300) + readFile(plain));
        CHECK(infoOf(path).length == infoOf(plain).length);
    }
}

TEST_CASE("WAV with a codec that only FFmpeg knows is opened through it")
{
    const TemporaryFolder folder;
    const auto path = encodeWith({"ffmpeg", "-v", "error", "-i", "IN", "-c:a", "libmp3lame", "OUT"}, folder, "a.wav",
                                 makeProgramme(2, 30'000, 48000), 48000);
    CHECK(infoOf(path).codec == "MP3");
}

TEST_CASE("tags of the container and of the tag reader come together")
{
    const TemporaryFolder folder;
    const auto path = encodeWith({"ffmpeg", "-v", "error", "-i", "IN", "-metadata", "title=Rain", "OUT"}, folder,
                                 "a.wav", makeProgramme(1, 3000, 48000), 48000);
    CHECK(infoOf(path).tags.at("title") == "Rain");
}

TEST_CASE("what is no medium is refused with one line that names it")
{
    const TemporaryFolder folder;
    const auto path = folder / "file";
    CHECK(refusal(folder / "none") == "no such file or directory");
    CHECK(refusal(folder.path()) == "is a folder");
    writeFile(path, "");
    CHECK(refusal(path) == "is empty");
    for (const auto& bytes : {countingBytes(3000), std::string("x"), std::string("\xFF"), std::string(70'000, '\xFF'),
                              std::string(5000, '\0'), id3(100), std::string("#EXTM3U\n/etc/passwd\n"),
                              std::string("RIFF\0\0\0\0AVI LIST", 16)})
    {
        writeFile(path, bytes);
        CHECK(refusal(path) == "is not an audio file that Loophole can read");
    }
    mkfifo((folder / "pipe").c_str(), 0600);
    CHECK(refusal(folder / "pipe") == "is not a regular file");
    if (geteuid() != 0) // root may read everything
    {
        chmod(path.c_str(), 0);
        CHECK(refusal(path) == "permission denied");
    }
}

TEST_CASE("a medium that is cut off anywhere opens or is refused, and never worse")
{
    const TemporaryFolder folder;
    auto thread = DiskThread::mint();
    const auto programme = makeProgramme(2, 12'000, 48000);
    const auto path = (folder / "cut").string();
    for (const char* name : {"a.wav", "a.flac", "a.mp3", "a.opus", "a.m4a", "a.aac", "a.wma", "a.wv"})
    {
        const auto bytes =
            readFile(encodeWith({"ffmpeg", "-v", "error", "-i", "IN", "OUT"}, folder, name, programme, 48000));
        for (int sixteenth = 0; sixteenth < 16; ++sixteenth)
        {
            INFO(name << " at " << sixteenth << "/16");
            writeFile(path, std::string_view(bytes).substr(0, bytes.size() * static_cast<std::size_t>(sixteenth) / 16));
            const auto opened = openMedia(thread, path);
            if (!opened)
            {
                CHECK(opened.failure().what == path);
                continue;
            }
            auto& reader = *opened.value();
            CHECK(reader.info().length <= FrameCount(16'000));
            TestSignal part(reader.info().channels, 1000);
            const auto pointers = part.pointers();
            const auto read =
                reader.read(thread, FramePosition(0), {pointers.data(), reader.info().channels, FrameCount(1000)});
            CHECK((read.ok() || read.failure().what == path));
        }
    }
}
