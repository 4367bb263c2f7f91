#include "Signal/Codec/OpusReader.h"

#include "Support/OpusFiles.h"

#include <catch2/catch.hpp>

using namespace loophole;
using namespace loophole::signal;
using namespace loophole::testing;

namespace
{

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
    const auto path = encodeOpus(folder, makeProgramme(channels, 11 * 48000 + 777, 48000), options);
    const auto reader = openOpus(thread, path);
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
    const auto path = encodeOpus(folder, makeProgramme(1, 45 * 48000, 48000), {"--speech", "--bitrate", "14"});
    const auto reader = openOpus(thread, path);
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
    const auto reader = openOpus(thread, encodeOpus(folder, source, {"--bitrate", "500"}));
    REQUIRE(reader->info().channels == 6);
    CHECK(largestDifference(readWhole(thread, *reader), source) < 0.1f);
}

TEST_CASE("the output gain of an Opus header is applied")
{
    auto thread = DiskThread::mint();
    const TemporaryFolder folder;
    const auto path = encodeOpus(folder, makeProgramme(2, 48000, 48000));
    const auto loud = readWhole(thread, *openOpus(thread, path));

    runOrFail({"ffmpeg", "-v", "error", "-i", path, "-c", "copy", "-bsf:a", "opus_metadata=gain=-1536",
               (folder / "quiet.opus").string()});
    const auto quietPath = (folder / "quiet.opus").string();
    const auto quiet = readWhole(thread, *openOpus(thread, quietPath));
    CHECK(largestDifference(quiet, decodedByOpusdec(folder, quietPath, 2)) < 1e-6f);
    CHECK(std::abs(quiet.channels[0][20'000] / loud.channels[0][20'000]) == Approx(0.5011872).epsilon(0.001));
}

TEST_CASE("damaged Opus plays as far as it goes or is refused with a reason")
{
    auto thread = DiskThread::mint();
    const TemporaryFolder folder;
    const auto path = encodeOpus(folder, makeProgramme(2, 300'000, 48000));
    const auto bytes = readFile(path);

    writeFile(path, std::string_view(bytes).substr(0, bytes.size() / 2));
    const auto half = openOpus(thread, path);
    CHECK(half->info().length > FrameCount(100'000));
    CHECK(half->info().length < FrameCount(200'000));
    requirePartsOfWhole(thread, *half, readWhole(thread, *half), 100);

    auto holed = bytes;
    holed[bytes.size() / 2] = static_cast<char>(~holed[bytes.size() / 2]); // one page's checksum is wrong now
    writeFile(path, holed);
    const auto reader = openOpus(thread, path);
    requirePartsOfWhole(thread, *reader, readWhole(thread, *reader), 100);

    writeFile(path, std::string_view(bytes).substr(0, 40));
    const auto refused = tryOpenOpus(thread, path);
    REQUIRE_FALSE(refused.ok());
    CHECK(refused.failure().what == path);
}
