#include "Signal/Codec/SndfileReader.h"

#include "Support/FileBytes.h"
#include "Support/MediaReading.h"
#include "Support/TemporaryFolder.h"

#include <catch2/catch.hpp>
#include <cmath>
#include <sndfile.h>

using namespace loophole;
using namespace loophole::signal;
using namespace loophole::testing;

namespace
{

Outcome<std::unique_ptr<MediaReader>> tryOpen(DiskThread& thread, const std::filesystem::path& path)
{
    return SndfileReader::open(thread, MediaFile::open(thread, path).value());
}

bool isRecognised(const std::string& bytes)
{
    return SndfileReader::recognises(
        {reinterpret_cast<const std::byte*>(bytes.data()), std::min<std::size_t>(64, bytes.size())});
}

struct Case
{
    const char* extension;
    const char* format;
    std::vector<std::string> options;
    int channels;
};

} // namespace

TEST_CASE("every container is recognised and equals sox's decode, whole and in parts")
{
    auto thread = DiskThread::mint();
    const TemporaryFolder folder;
    for (const auto& [extension, format, options, channels] :
         {Case{"au", "AU", {"-b", "16"}, 2}, Case{"au", "AU", {"-b", "24"}, 8}, Case{"au", "AU", {"-e", "u-law"}, 1},
          Case{"au", "AU", {"-e", "a-law"}, 2}, Case{"w64", "W64", {"-b", "24"}, 2}, Case{"w64", "W64", {"-b", "8"}, 1},
          Case{"caf", "CAF", {"-b", "16"}, 6}, Case{"voc", "VOC", {"-b", "8"}, 1}, Case{"sph", "NIST", {"-b", "16"}, 1},
          Case{"ircam", "IRCAM", {"-b", "16"}, 2}, Case{"paf", "PAF", {"-b", "16"}, 2},
          Case{"pvf", "PVF", {"-b", "16"}, 2}, Case{"avr", "AVR", {"-b", "16"}, 2}})
    {
        INFO(extension << ", " << channels << " channels");
        const auto path = (folder / (std::string("a.") + extension)).string();
        auto noise = makeNoise(channels, 9001, 61, 0.9f);
        writeWithSox(noise, 16000, path, options);
        REQUIRE(isRecognised(readFile(path)));
        auto opened = tryOpen(thread, path);
        INFO((opened ? std::string() : opened.failure().message()));
        REQUIRE(opened.ok());
        auto& reader = *opened.value();
        CHECK(reader.info().format == format);
        CHECK(reader.info().channels == channels);
        CHECK(reader.info().length == FrameCount(9001));
        CHECK(reader.info().warning.empty());
        const auto whole = readWhole(thread, reader);
        REQUIRE(whole == decodedBy({"sox", path, "-t", "f32", "-"}, channels));
        requirePartsOfWhole(thread, reader, whole, 30);
    }
}

TEST_CASE("float and double samples pass as they are")
{
    auto thread = DiskThread::mint();
    const TemporaryFolder folder;
    const auto noise = makeNoise(2, 5000, 63, 3.0f);
    for (const auto* codec : {"pcm_f32be", "pcm_f64be"})
    {
        const auto path = (folder / "a.au").string();
        REQUIRE(runProgram({"ffmpeg", "-v", "error", "-y", "-f", "f32le", "-ar", "48000", "-ac", "2", "-i", "-", "-c:a",
                            codec, path},
                           noise.interleavedBytes())
                    .exitCode == 0);
        auto opened = tryOpen(thread, path);
        REQUIRE(opened.ok());
        CHECK(opened.value()->info().isFloat);
        CHECK(readWhole(thread, *opened.value()) == noise);
    }
}

TEST_CASE("ALAC in CAF is exact in every part")
{
    auto thread = DiskThread::mint();
    const TemporaryFolder folder;
    const auto path = folder / "a.caf";
    std::vector<short> samples;
    for (int i = 0; i < 2 * 30'000; ++i)
        samples.push_back(static_cast<short>(20'000.0 * std::sin(1e-6 * i * i)));
    SF_INFO format{0, 44'100, 2, SF_FORMAT_CAF | SF_FORMAT_ALAC_16, 0, 0};
    auto* file = sf_open(path.c_str(), SFM_WRITE, &format);
    REQUIRE(file != nullptr);
    REQUIRE(sf_writef_short(file, samples.data(), 30'000) == 30'000);
    REQUIRE(sf_close(file) == 0);

    auto opened = tryOpen(thread, path);
    REQUIRE(opened.ok());
    auto& reader = *opened.value();
    CHECK(reader.info().codec == "ALAC");
    CHECK(reader.info().isLossless);
    CHECK(reader.seeksAreExpensive());
    const auto whole = readWhole(thread, reader);
    REQUIRE(whole.frames() == 30'000);
    bool isSame = true;
    for (std::size_t i = 0; i < samples.size(); ++i)
        isSame = isSame && whole.channels[i % 2][i / 2] == static_cast<float>(samples[i]) / 32768.0f;
    CHECK(isSame);
    requirePartsOfWhole(thread, reader, whole, 50);
}

TEST_CASE("a codec that libsndfile cannot seek in is exact in every part all the same")
{
    auto thread = DiskThread::mint();
    const TemporaryFolder folder;
    const auto path = (folder / "a.wav").string();
    auto noise = makeNoise(1, 9000, 67);
    writeWithSox(noise, 8000, path, {"-e", "gsm-full-rate"});
    auto opened = tryOpen(thread, path);
    REQUIRE(opened.ok());
    auto& reader = *opened.value();
    CHECK(reader.info().codec == "GSM 6.10");
    CHECK_FALSE(reader.info().isLossless);
    const auto whole = readWhole(thread, reader);
    requirePartsOfWhole(thread, reader, whole, 50, 1500);
    CHECK(readWhole(thread, reader, 100) == whole);
}

TEST_CASE("MP3 and Ogg are left to others, and other bytes are refused")
{
    auto thread = DiskThread::mint();
    const TemporaryFolder folder;
    auto noise = makeNoise(2, 20'000, 69);
    for (const auto* extension : {"ogg", "mp3"})
    {
        const auto path = (folder / (std::string("a.") + extension)).string();
        REQUIRE(runProgram({"ffmpeg", "-v", "error", "-f", "f32le", "-ar", "48000", "-ac", "2", "-i", "-", path},
                           noise.interleavedBytes())
                    .exitCode == 0);
        CHECK_FALSE(isRecognised(readFile(path)));
        CHECK_FALSE(tryOpen(thread, path).ok());
    }
    writeFile(folder / "bytes", countingBytes(5000));
    const auto refused = tryOpen(thread, folder / "bytes");
    REQUIRE_FALSE(refused.ok());
    CHECK(refused.failure().what == (folder / "bytes").string());
}

TEST_CASE("files cut at any byte of their header, or with any byte of it turned over, do no harm")
{
    auto thread = DiskThread::mint();
    const TemporaryFolder folder;
    for (const auto* extension : {"au", "w64", "caf", "voc", "sph", "ircam", "paf", "pvf", "avr"})
    {
        const auto path = (folder / (std::string("a.") + extension)).string();
        auto noise = makeNoise(1, 400, 71);
        writeWithSox(noise, 16000, path);
        const auto bytes = readFile(path);
        const auto tryReading = [&](const std::string& content)
        {
            writeFile(path, content);
            const auto opened = tryOpen(thread, path);
            if (!opened)
            {
                CHECK_FALSE(opened.failure().why.empty());
                return;
            }
            auto& reader = *opened.value();
            REQUIRE(reader.info().length.value() <= static_cast<std::int64_t>(8 * content.size()));
            CHECK(readWhole(thread, reader).frames() == reader.info().length.value());
        };
        for (std::size_t i = 0; i < std::min<std::size_t>(bytes.size(), 80); ++i)
        {
            INFO(extension << ", byte " << i);
            tryReading(bytes.substr(0, i));
            auto turned = bytes;
            turned[i] = static_cast<char>(~turned[i]);
            tryReading(turned);
        }
    }
}
