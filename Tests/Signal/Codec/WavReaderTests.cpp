#include "Signal/Codec/WavReader.h"

#include "Support/FileBytes.h"
#include "Support/MediaReading.h"
#include "Support/TemporaryFolder.h"

#include <catch2/catch.hpp>

using namespace loophole;
using namespace loophole::signal;
using namespace loophole::testing;

namespace
{

std::unique_ptr<MediaReader> open(DiskThread& thread, const std::filesystem::path& path)
{
    auto opened = WavReader::open(thread, MediaFile::open(thread, path).value());
    INFO((opened ? std::string() : opened.failure().message()));
    REQUIRE(opened.ok());
    return std::move(opened).value();
}

std::vector<std::string> ffmpegDecode(const std::string& path)
{
    return {"ffmpeg", "-v", "error", "-i", path, "-f", "f32le", "-"};
}

} // namespace

TEST_CASE("the RIFF family is recognised by its first twelve bytes and nothing else is")
{
    const auto recognised = [](std::string_view head) {
        return WavReader::recognises({reinterpret_cast<const std::byte*>(head.data()), head.size()});
    };
    CHECK(recognised("RIFF....WAVEfmt "));
    CHECK(recognised("RIFX....WAVE"));
    CHECK(recognised("RF64....WAVE"));
    CHECK(recognised("BW64....WAVE"));
    CHECK_FALSE(recognised("RIFF....AVI LIST"));
    CHECK_FALSE(recognised("RIFF....WAV"));
    CHECK_FALSE(recognised("RIFF"));
    CHECK_FALSE(recognised(""));
}

TEST_CASE("every plain WAV encoding equals ffmpeg's decode bit for bit, whole and in parts")
{
    auto thread = DiskThread::mint();
    const TemporaryFolder folder;
    const auto path = (folder / "a b.wav").string();
    struct Case
    {
        const char* codec;
        int depth;
        bool isFloat;
    };
    for (const auto& [codec, depth, isFloat] :
         {Case{"pcm_u8", 8, false}, Case{"pcm_s16le", 16, false}, Case{"pcm_s24le", 24, false},
          Case{"pcm_s32le", 32, false}, Case{"pcm_f32le", 32, true}, Case{"pcm_f64le", 64, true}})
        for (const int channels : {1, 2, 8})
        {
            INFO(codec << ", " << channels << " channels");
            const auto noise = makeNoise(channels, 20'011, 3, 1.0f);
            const auto written = runProgram({"ffmpeg", "-v", "error", "-y", "-f", "f32le", "-ar", "48000", "-ac",
                                             std::to_string(channels), "-i", "-", "-c:a", codec, path},
                                            noise.interleavedBytes());
            REQUIRE(written.exitCode == 0);

            const auto reader = open(thread, path);
            CHECK(reader->info().format == "WAV");
            CHECK(reader->info().codec == (isFloat ? "float" : "PCM"));
            CHECK(reader->info().bitDepth == depth);
            CHECK(reader->info().isFloat == isFloat);
            CHECK(reader->info().sampleRate == SampleRate(48000));
            CHECK(reader->info().channels == channels);
            CHECK(reader->info().warning.empty());
            const auto whole = readWhole(thread, *reader);
            REQUIRE(whole == decodedBy(ffmpegDecode(path), channels));
            if (isFloat)
                REQUIRE(whole == noise);
            requirePartsOfWhole(thread, *reader, whole, 20);
        }
}

TEST_CASE("RIFX equals sox's decode and RF64 equals ffmpeg's")
{
    auto thread = DiskThread::mint();
    const TemporaryFolder folder;
    auto noise = makeNoise(2, 5001, 5);
    const auto rifx = (folder / "rifx.wav").string();
    writeWithSox(noise, 44100, rifx, {"-B", "-b", "16"});
    const auto reader = open(thread, rifx);
    CHECK(reader->info().format == "RIFX");
    CHECK(readWhole(thread, *reader) == decodedBy({"sox", rifx, "-t", "f32", "-"}, 2));

    const auto rf64 = (folder / "rf64.wav").string();
    REQUIRE(runProgram({"ffmpeg", "-v", "error", "-i", rifx, "-rf64", "always", rf64}).exitCode == 0);
    const auto wide = open(thread, rf64);
    CHECK(wide->info().format == "RF64");
    CHECK(readWhole(thread, *wide) == decodedBy(ffmpegDecode(rf64), 2));
}

TEST_CASE("A-law, mu-law, ADPCM and GSM in WAV are exact in every part, and equal sox where sox knows them exactly")
{
    auto thread = DiskThread::mint();
    const TemporaryFolder folder;
    const auto path = (folder / "coded.wav").string();
    auto noise = makeNoise(1, 9000, 9);
    for (const auto* codec : {"a-law", "u-law", "ima-adpcm", "ms-adpcm", "gsm-full-rate"})
    {
        INFO(codec);
        writeWithSox(noise, 8000, path, {"-e", codec});
        const auto reader = open(thread, path);
        CHECK(reader->info().format == "WAV");
        CHECK(reader->info().bitDepth == 0);
        CHECK(reader->info().length >= FrameCount(9000));
        const auto whole = readWhole(thread, *reader);
        requirePartsOfWhole(thread, *reader, whole, 50, 1500);
        if (std::string_view(codec).ends_with("-law"))
            CHECK(whole == decodedBy({"sox", path, "-t", "f32", "-"}, 1));
    }
}

TEST_CASE("a recording that was never closed plays to its end")
{
    auto thread = DiskThread::mint();
    const TemporaryFolder folder;
    auto noise = makeNoise(2, 4000, 11);
    // To a pipe ffmpeg cannot write sizes afterwards, as a killed recorder cannot.
    const auto piped = runProgram({"ffmpeg", "-v", "error", "-f", "f32le", "-ar", "48000", "-ac", "2", "-i", "-", "-f",
                                   "wav", "-c:a", "pcm_s24le", "-"},
                                  noise.interleavedBytes());
    REQUIRE(piped.exitCode == 0);
    // Through a descriptor that does seek it may have: take the sizes away again.
    auto bytes = piped.output;
    const auto data = bytes.find("data");
    REQUIRE(data != std::string::npos);
    bytes.replace(data + 4, 4, "\xFF\xFF\xFF\xFF");
    writeFile(folder / "killed.wav", bytes);
    const auto reader = open(thread, folder / "killed.wav");
    CHECK(reader->info().length == FrameCount(4000));
    CHECK(reader->info().warning == "the recording was never closed; it plays to the end of the file");
}

TEST_CASE("tags and the time reference come from the file's chunks")
{
    auto thread = DiskThread::mint();
    const TemporaryFolder folder;
    const auto path = (folder / "tagged.wav").string();
    auto silence = TestSignal(1, 100);
    REQUIRE(runProgram({"ffmpeg",
                        "-v",
                        "error",
                        "-f",
                        "f32le",
                        "-ar",
                        "48000",
                        "-ac",
                        "1",
                        "-i",
                        "-",
                        "-write_bext",
                        "1",
                        "-metadata",
                        "title=Kick",
                        "-metadata",
                        "artist=Müller",
                        "-metadata",
                        "description=Scene 7",
                        "-metadata",
                        "time_reference=5000000000",
                        path},
                       silence.interleavedBytes())
                .exitCode == 0);
    const auto reader = open(thread, path);
    CHECK(reader->info().timeReference == 5'000'000'000);
    CHECK(reader->info().tags.at("title") == "Kick");
    CHECK(reader->info().tags.at("artist") == "Müller");
    CHECK(reader->info().tags.at("description") == "Scene 7");
}

TEST_CASE("a WAV file cut at any byte plays what it has or is refused with a reason that names it")
{
    auto thread = DiskThread::mint();
    const TemporaryFolder folder;
    auto noise = makeNoise(2, 20, 13);
    writeWithSox(noise, 48000, (folder / "whole.wav").string(), {"-b", "24"});
    const auto bytes = readFile(folder / "whole.wav");
    const auto whole = readWhole(thread, *open(thread, folder / "whole.wav"));
    for (std::size_t size = 0; size < bytes.size(); ++size)
    {
        INFO("cut at byte " << size);
        writeFile(folder / "cut.wav", bytes.substr(0, size));
        auto opened = WavReader::open(thread, MediaFile::open(thread, folder / "cut.wav").value());
        if (!opened)
        {
            CHECK(opened.failure().what == (folder / "cut.wav").string());
            CHECK_FALSE(opened.failure().why.empty());
            continue;
        }
        auto& reader = *opened.value();
        const auto length = reader.info().length.value();
        REQUIRE(length <= static_cast<std::int64_t>(size / 6));
        if (length > 0)
            CHECK_FALSE(reader.info().warning.empty());
        for (std::int64_t frame = 0; frame < length; ++frame)
            REQUIRE(readPart(thread, reader, frame, 1).channels[1][0] ==
                    whole.channels[1][static_cast<std::size_t>(frame)]);
    }
}

TEST_CASE("codecs that nothing reads are named")
{
    auto thread = DiskThread::mint();
    const TemporaryFolder folder;
    FileBytes file;
    file.text("RIFF").little(0u).text("WAVEfmt ").little(16u).little(std::uint16_t{0x1234}).little(std::uint16_t{2});
    file.little(48000u).little(0u).little(std::uint16_t{4}).little(std::uint16_t{16}).text("data").little(8u).repeat(8);
    writeFile(folder / "odd.wav", file.bytes);
    const auto opened = WavReader::open(thread, MediaFile::open(thread, folder / "odd.wav").value());
    REQUIRE_FALSE(opened.ok());
    CHECK(opened.failure().why == "holds codec 0x1234, which cannot be read");
}
