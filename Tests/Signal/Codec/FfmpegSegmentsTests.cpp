#ifdef LOOPHOLE_FFMPEG

#include "Signal/Codec/FfmpegReader.h"

#include "Support/EncodedMedia.h"

#include <catch2/catch.hpp>

using namespace loophole;
using namespace loophole::signal;
using namespace loophole::testing;

namespace
{

std::unique_ptr<MediaReader> open(DiskThread& thread, const std::string& path)
{
    auto opened = FfmpegReader::open(thread, MediaFile::open(thread, path).value());
    INFO((opened ? std::string() : opened.failure().message()));
    REQUIRE(opened.ok());
    return std::move(opened).value();
}

std::string encode(const TemporaryFolder& folder, const char* name, const TestSignal& signal, int rate,
                   std::vector<std::string> options)
{
    std::vector<std::string> command{"ffmpeg", "-v", "error", "-i", "IN"};
    command.insert(command.end(), options.begin(), options.end());
    command.push_back("OUT");
    return encodeWith(command, folder, name, signal, rate);
}

/** The whole equals ffmpeg's own decoding bit for bit, every part the same part of the whole. */
void requireExact(const char* name, int channels, std::int64_t frames, int rate,
                  const std::vector<std::string>& options)
{
    auto thread = DiskThread::mint();
    const TemporaryFolder folder;
    INFO(name);
    const auto path = encode(folder, name, makeProgramme(channels, frames, rate), rate, options);
    const auto reader = open(thread, path);
    const auto whole = readWhole(thread, *reader);
    CHECK(whole == decodedByFfmpeg(path, channels));
    requirePartsOfWhole(thread, *reader, whole, 100);
}

} // namespace

TEST_CASE("what FFmpeg decodes is as long and lies as ffmpeg has it, and every part equals the whole's")
{
    SECTION("AAC in MP4")
    {
        requireExact("a.m4a", 2, 300'003, 44100, {"-c:a", "aac", "-b:a", "96k"});
    }
    SECTION("AAC in a fragmented MP4")
    {
        requireExact("a.mp4", 2, 200'000, 48000, {"-c:a", "aac", "-movflags", "frag_keyframe+empty_moov"});
    }
    SECTION("raw AAC")
    {
        requireExact("a.aac", 1, 200'000, 48000, {"-c:a", "aac"});
    }
    SECTION("surround AAC")
    {
        requireExact("a.m4a", 6, 100'000, 48000, {"-c:a", "aac"});
    }
    SECTION("AAC in Matroska")
    {
        requireExact("a.mka", 2, 200'000, 44100, {"-c:a", "aac"});
    }
    SECTION("WMA")
    {
        requireExact("a.wma", 2, 200'000, 44100, {"-c:a", "wmav2"});
    }
    SECTION("Speex")
    {
        requireExact("a.spx", 1, 100'000, 32000, {"-c:a", "libspeex"});
    }
}

TEST_CASE("lossless codecs come back bit for bit, over the seams of their segments")
{
    auto thread = DiskThread::mint();
    const TemporaryFolder folder;
    auto programme = makeProgramme(2, 600'007, 44100);
    for (auto& channel : programme.channels)
        for (auto& sample : channel)
            sample = std::round(sample * 32768.0f) / 32768.0f;
    for (const char* name : {"a.m4a", "a.wv", "a.tta"})
    {
        INFO(name);
        const auto path = encode(folder, name, programme, 44100,
                                 {"-c:a", name[2] == 'm'   ? "alac"
                                          : name[2] == 'w' ? "wavpack"
                                                           : "tta"});
        const auto reader = open(thread, path);
        CHECK(reader->info().isLossless);
        CHECK(reader->info().bitDepth == 16);
        CHECK(readWhole(thread, *reader) == programme);
        requirePartsOfWhole(thread, *reader, programme, 100);
    }
}

TEST_CASE("AAC longer than a segment has no seam: it stays as near to ffmpeg's decoding as its noise allows")
{
    auto thread = DiskThread::mint();
    const TemporaryFolder folder;
    const auto path =
        encode(folder, "a.m4a", makeProgramme(1, 130 * 16'000, 16'000), 16'000, {"-c:a", "aac", "-aac_pns", "0"});
    const auto reader = open(thread, path);
    const auto whole = readWhole(thread, *reader);
    CHECK(largestDifference(whole, decodedByFfmpeg(path, 1)) < 1e-5f);
    requirePartsOfWhole(thread, *reader, whole, 100);
}

TEST_CASE("a damaged file plays as far as it goes or is refused with a reason")
{
    auto thread = DiskThread::mint();
    const TemporaryFolder folder;
    const auto path = encode(folder, "a.aac", makeProgramme(2, 200'000, 44100), 44100, {"-c:a", "aac"});
    auto bytes = readFile(path);
    for (std::size_t at = bytes.size() / 2; at < bytes.size() / 2 + 300; ++at)
        bytes[at] = static_cast<char>(at * 13);
    bytes.resize(bytes.size() - 50);
    writeFile(path, bytes);
    const auto reader = open(thread, path);
    CHECK(reader->info().length > FrameCount(150'000));
    requirePartsOfWhole(thread, *reader, readWhole(thread, *reader), 100);
}

#endif
