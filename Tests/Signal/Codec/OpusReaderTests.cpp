#include "Signal/Codec/OpusReader.h"

#include "Support/EncodedMedia.h"

#include <catch2/catch.hpp>

using namespace loophole;
using namespace loophole::signal;
using namespace loophole::testing;

namespace
{

Outcome<std::unique_ptr<MediaReader>> tryOpen(DiskThread& thread, const std::string& path)
{
    return OpusReader::open(thread, MediaFile::open(thread, path).value());
}

std::unique_ptr<MediaReader> open(DiskThread& thread, const std::string& path)
{
    auto opened = tryOpen(thread, path);
    INFO((opened ? std::string() : opened.failure().message()));
    REQUIRE(opened.ok());
    return std::move(opened).value();
}

std::string encode(const TemporaryFolder& folder, const TestSignal& signal, std::vector<std::string> options = {})
{
    std::vector<std::string> command{"opusenc", "--quiet"};
    command.insert(command.end(), options.begin(), options.end());
    command.insert(command.end(), {"IN", "OUT"});
    return encodeWith(command, folder, "a.opus", signal, 48000);
}

TestSignal decodedByOpusdec(const TemporaryFolder& folder, const std::string& path, int channels)
{
    const auto wav = (folder / "reference.wav").string();
    runOrFail({"opusdec", "--quiet", "--float", "--force-wav", path, wav});
    return decodedBy({"sox", wav, "-t", "f32", "-"}, channels);
}

/** Music longer than three of its segments, so that the seams are in it; speech within its first. */
void requireExact(DiskThread& thread, int channels, const std::vector<std::string>& options)
{
    const TemporaryFolder folder;
    const auto path = encode(folder, makeProgramme(channels, 11 * 48000 + 777, 48000), options);
    const auto reader = open(thread, path);
    CHECK(reader->info().length == FrameCount(11 * 48000 + 777));
    const auto whole = readWhole(thread, *reader);
    CHECK(largestDifference(whole, decodedByOpusdec(folder, path, channels)) < 1e-6f);
    requirePartsOfWhole(thread, *reader, whole, 100);
}

} // namespace

TEST_CASE("Opus is as long and lies as opusdec has it, and every part equals the whole's")
{
    auto thread = DiskThread::mint();
    SECTION("music, stereo")
    {
        requireExact(thread, 2, {"--music"});
    }
    SECTION("music in the shortest packets, mono")
    {
        requireExact(thread, 1, {"--music", "--framesize", "2.5"});
    }
    SECTION("speech")
    {
        requireExact(thread, 1, {"--speech", "--bitrate", "14"});
    }
    SECTION("speech in the longest packets")
    {
        requireExact(thread, 1, {"--speech", "--bitrate", "12", "--framesize", "60"});
    }
}

TEST_CASE("speech in Opus longer than a segment lies as opusdec has it, and every part equals the whole's")
{
    auto thread = DiskThread::mint();
    const TemporaryFolder folder;
    const auto path = encode(folder, makeProgramme(1, 45 * 48000, 48000), {"--speech", "--bitrate", "14"});
    const auto reader = open(thread, path);
    const auto whole = readWhole(thread, *reader);
    // Its long-term prediction of a steady tone is never quite the same again.
    CHECK(largestDifference(whole, decodedByOpusdec(folder, path, 1)) < 0.02f);
    requirePartsOfWhole(thread, *reader, whole, 100);
}

TEST_CASE("surround of Opus comes in the order of WAV")
{
    auto thread = DiskThread::mint();
    const TemporaryFolder folder;
    const auto source = makeSines(6, 96000, 48000, 30.0, 0.3);
    const auto reader = open(thread, encode(folder, source, {"--bitrate", "500"}));
    REQUIRE(reader->info().channels == 6);
    CHECK(largestDifference(readWhole(thread, *reader), source) < 0.1f);
}

TEST_CASE("the output gain of an Opus header is applied")
{
    auto thread = DiskThread::mint();
    const TemporaryFolder folder;
    const auto path = encode(folder, makeProgramme(2, 48000, 48000));
    const auto loud = readWhole(thread, *open(thread, path));

    runOrFail({"ffmpeg", "-v", "error", "-i", path, "-c", "copy", "-bsf:a", "opus_metadata=gain=-1536",
               (folder / "quiet.opus").string()});
    const auto quietPath = (folder / "quiet.opus").string();
    const auto quiet = readWhole(thread, *open(thread, quietPath));
    CHECK(largestDifference(quiet, decodedByOpusdec(folder, quietPath, 2)) < 1e-6f);
    CHECK(std::abs(quiet.channels[0][20'000] / loud.channels[0][20'000]) == Approx(0.5011872).epsilon(0.001));
}

TEST_CASE("all parts of chained Opus are one medium where their channels agree")
{
    auto thread = DiskThread::mint();
    const TemporaryFolder folder;
    std::string chain;
    TestSignal expected(2, 0);
    for (int part = 0; part < 4; ++part)
    {
        const auto path =
            encode(folder, makeProgramme(2, 50'000 + 10'001 * part, 48000), {"--serial", std::to_string(part + 1)});
        const auto alone = readWhole(thread, *open(thread, path));
        for (std::size_t c = 0; c < 2; ++c)
            expected.channels[c].insert(expected.channels[c].end(), alone.channels[c].begin(), alone.channels[c].end());
        chain += readFile(path);
    }
    const auto path = (folder / "chain.opus").string();
    writeFile(path, chain);
    const auto reader = open(thread, path);
    CHECK(reader->info().warning.empty());
    CHECK(reader->seeksAreExpensive());
    CHECK(reader->info().length == FrameCount(expected.frames()));
    CHECK(readWhole(thread, *reader) == expected);
    requirePartsOfWhole(thread, *reader, expected, 60, 80'000);
}

TEST_CASE("chained Opus ends before a part of another number of channels")
{
    auto thread = DiskThread::mint();
    const TemporaryFolder folder;
    const auto first = readFile(encode(folder, makeProgramme(2, 60'000, 48000)));
    const auto second = readFile(encode(folder, makeProgramme(1, 60'000, 48000), {"--serial", "5"}));
    const auto path = (folder / "chain.opus").string();
    writeFile(path, first + second);
    const auto reader = open(thread, path);
    CHECK(reader->info().length == FrameCount(60'000));
    CHECK_FALSE(reader->info().warning.empty());
    requirePartsOfWhole(thread, *reader, readWhole(thread, *reader), 100);
}

TEST_CASE("damaged Opus plays as far as it goes or is refused with a reason")
{
    auto thread = DiskThread::mint();
    const TemporaryFolder folder;
    const auto path = encode(folder, makeProgramme(2, 300'000, 48000));
    const auto bytes = readFile(path);

    writeFile(path, std::string_view(bytes).substr(0, bytes.size() / 2));
    const auto half = open(thread, path);
    CHECK(half->info().length > FrameCount(100'000));
    CHECK(half->info().length < FrameCount(200'000));
    requirePartsOfWhole(thread, *half, readWhole(thread, *half), 100);

    auto holed = bytes;
    holed[bytes.size() / 2] = static_cast<char>(~holed[bytes.size() / 2]); // one page's checksum is wrong now
    writeFile(path, holed);
    const auto reader = open(thread, path);
    requirePartsOfWhole(thread, *reader, readWhole(thread, *reader), 100);

    writeFile(path, std::string_view(bytes).substr(0, 40));
    const auto refused = tryOpen(thread, path);
    REQUIRE_FALSE(refused.ok());
    CHECK(refused.failure().what == path);
}
