#include "Signal/Codec/AiffReader.h"

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
    auto opened = AiffReader::open(thread, MediaFile::open(thread, path).value());
    INFO((opened ? std::string() : opened.failure().message()));
    REQUIRE(opened.ok());
    return std::move(opened).value();
}

} // namespace

TEST_CASE("AIFF and AIFC are recognised by their first twelve bytes and 8SVX is not")
{
    const auto recognised = [](std::string_view head) {
        return AiffReader::recognises({reinterpret_cast<const std::byte*>(head.data()), head.size()});
    };
    CHECK(recognised("FORM....AIFFCOMM"));
    CHECK(recognised("FORM....AIFC"));
    CHECK_FALSE(recognised("FORM....8SVX"));
    CHECK_FALSE(recognised("FORM....AIF"));
    CHECK_FALSE(recognised(""));
}

TEST_CASE("AIFF of every depth and channel count equals ffmpeg's decode bit for bit, whole and in parts")
{
    auto thread = DiskThread::mint();
    const TemporaryFolder folder;
    const auto path = (folder / "a.aiff").string();
    for (const auto* bits : {"8", "16", "24", "32"})
        for (const int channels : {1, 2, 8})
        {
            INFO(bits << " bits, " << channels << " channels");
            auto noise = makeNoise(channels, 9001, 21, 1.0f);
            writeWithSox(noise, 44100, path, {"-b", bits});
            const auto reader = open(thread, path);
            CHECK(reader->info().format == "AIFF");
            CHECK(reader->info().codec == "PCM");
            CHECK(reader->info().bitDepth == std::stoi(bits));
            CHECK(reader->info().sampleRate == SampleRate(44100));
            const auto whole = readWhole(thread, *reader);
            REQUIRE(whole == decodedBy({"ffmpeg", "-v", "error", "-i", path, "-f", "f32le", "-"}, channels));
            requirePartsOfWhole(thread, *reader, whole, 20);
        }
}

TEST_CASE("AIFC of little-endian, float and companded samples equals ffmpeg's decode")
{
    auto thread = DiskThread::mint();
    const TemporaryFolder folder;
    const auto path = (folder / "a.aifc").string();
    const auto noise = makeNoise(2, 7000, 23);
    for (const auto* codec : {"pcm_s16le", "pcm_f32be", "pcm_f64be", "pcm_alaw", "pcm_mulaw"})
    {
        INFO(codec);
        REQUIRE(runProgram({"ffmpeg", "-v", "error", "-y", "-f", "f32le", "-ar", "48000", "-ac", "2", "-i", "-", "-f",
                            "aiff", "-c:a", codec, path},
                           noise.interleavedBytes())
                    .exitCode == 0);
        const auto reader = open(thread, path);
        CHECK(reader->info().format == "AIFC");
        CHECK(reader->info().isFloat == std::string_view(codec).starts_with("pcm_f"));
        const auto whole = readWhole(thread, *reader);
        CHECK(whole == decodedBy({"ffmpeg", "-v", "error", "-i", path, "-f", "f32le", "-"}, 2));
        requirePartsOfWhole(thread, *reader, whole, 20);
    }
}

TEST_CASE("an AIFF cut short plays what it has and says how much is missing")
{
    auto thread = DiskThread::mint();
    const TemporaryFolder folder;
    auto noise = makeNoise(2, 1000, 25);
    writeWithSox(noise, 48000, (folder / "whole.aiff").string(), {"-b", "24"});
    const auto bytes = readFile(folder / "whole.aiff");
    const auto whole = readWhole(thread, *open(thread, folder / "whole.aiff"));
    writeFile(folder / "cut.aiff", bytes.substr(0, bytes.size() - 6 * 400 - 1));
    const auto reader = open(thread, folder / "cut.aiff");
    CHECK(reader->info().length == FrameCount(599));
    CHECK(reader->info().warning == "data ends 401 frames early");
    const auto part = readWhole(thread, *reader);
    CHECK(std::equal(part.channels[0].begin(), part.channels[0].end(), whole.channels[0].begin()));
}
