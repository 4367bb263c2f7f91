#include "Signal/Codec/Mp3Reader.h"

#include "Support/EncodedMedia.h"

#include <catch2/catch.hpp>

using namespace loophole;
using namespace loophole::signal;
using namespace loophole::testing;

namespace
{

std::unique_ptr<MediaReader> open(DiskThread& thread, const std::string& path)
{
    const auto file = MediaFile::open(thread, path).value();
    const auto stream = findMpegStream(thread, *file, 0);
    REQUIRE(stream.value());
    auto opened = Mp3Reader::open(thread, file, *stream.value());
    INFO((opened ? std::string() : opened.failure().message()));
    REQUIRE(opened.ok());
    return std::move(opened).value();
}

TestSignal decodedByMpg123(const std::string& path, int channels)
{
    return decodedBy({"mpg123", "-q", "-e", "f32", "-s", path}, channels);
}

/** Energy of what is left of the first channels when one, moved by some frames, is taken from the other. */
double residual(const TestSignal& a, const TestSignal& b, std::ptrdiff_t shift)
{
    double energy = 0.0;
    for (std::size_t frame = 1; frame + 1 < a.channels[0].size(); ++frame)
    {
        const auto moved = static_cast<std::size_t>(static_cast<std::ptrdiff_t>(frame) + shift);
        const double difference = a.channels[0][frame] - b.channels[0][moved];
        energy += difference * difference;
    }
    return energy;
}

/** Encodes with lame, holds the whole against mpg123 and every part against the whole. */
void requireExact(DiskThread& thread, int rate, int channels, std::vector<std::string> options)
{
    const TemporaryFolder folder;
    std::vector<std::string> command{"lame", "--quiet"};
    command.insert(command.end(), options.begin(), options.end());
    command.insert(command.end(), {"IN", "OUT"});
    const auto path = encodeWith(command, folder, "a.mp3", makeProgramme(channels, 6 * rate + 123, rate), rate);
    const auto reader = open(thread, path);
    const auto whole = readWhole(thread, *reader);
    // A decoder that came from the beginning differs in the order of its sums, never by more than float's own step.
    CHECK(largestDifference(whole, decodedByMpg123(path, reader->info().channels)) < 1e-6f);
    requirePartsOfWhole(thread, *reader, whole, 100);
}

} // namespace

TEST_CASE("MP3 of every kind is as long and lies as mpg123 has it, and every part equals the whole's")
{
    auto thread = DiskThread::mint();
    SECTION("constant bit rate with a LAME tag")
    {
        requireExact(thread, 44100, 2, {"-b", "128"});
    }
    SECTION("variable bit rate with a LAME tag")
    {
        requireExact(thread, 48000, 2, {"-V", "2"});
    }
    SECTION("constant bit rate without a tag")
    {
        requireExact(thread, 44100, 2, {"-t", "-b", "192"});
    }
    SECTION("variable bit rate without a tag")
    {
        requireExact(thread, 44100, 2, {"-t", "-V", "5"});
    }
    SECTION("MPEG-2, whose frames reach far back")
    {
        requireExact(thread, 16000, 1, {"-t", "-b", "8"});
    }
    SECTION("MPEG-2 joint stereo")
    {
        requireExact(thread, 24000, 2, {"--abr", "40"});
    }
    SECTION("MPEG-2.5")
    {
        requireExact(thread, 8000, 1, {"-b", "8"});
    }
    SECTION("mono")
    {
        requireExact(thread, 32000, 1, {"-b", "48"});
    }
    SECTION("free format")
    {
        requireExact(thread, 32000, 2, {"--freeformat", "-b", "100"});
    }
}

TEST_CASE("the encoder's delay and padding are trimmed to the frames that went in")
{
    auto thread = DiskThread::mint();
    const TemporaryFolder folder;
    const auto programme = makeProgramme(2, 100'001, 44100);
    const auto path = encodeWith({"lame", "--quiet", "-b", "320", "IN", "OUT"}, folder, "a.mp3", programme, 44100);
    const auto reader = open(thread, path);
    REQUIRE(reader->info().length == FrameCount(100'001));
    CHECK(reader->info().format == "MP3");
    CHECK(reader->info().sampleRate == SampleRate(44100));
    CHECK_FALSE(reader->info().isLossless);
    CHECK(reader->info().warning.empty());
    const auto whole = readWhole(thread, *reader);
    CHECK(residual(whole, programme, 0) < 0.3 * residual(whole, programme, 1));
    CHECK(residual(whole, programme, 0) < 0.3 * residual(whole, programme, -1));
}

TEST_CASE("MPEG layer II is played as well")
{
    auto thread = DiskThread::mint();
    const TemporaryFolder folder;
    const auto path = encodeWith({"ffmpeg", "-v", "error", "-i", "IN", "-c:a", "mp2", "OUT"}, folder, "a.mp2",
                                 makeProgramme(2, 100'000, 48000), 48000);
    const auto reader = open(thread, path);
    CHECK(reader->info().codec == "MP2");
    const auto whole = readWhole(thread, *reader);
    CHECK(largestDifference(whole, decodedByMpg123(path, 2)) < 1e-6f);
    requirePartsOfWhole(thread, *reader, whole, 100);
}

TEST_CASE("a file that is cut off plays as far as it goes, with its delay trimmed")
{
    auto thread = DiskThread::mint();
    const TemporaryFolder folder;
    const auto path = encodeWith({"lame", "--quiet", "-b", "128", "IN", "OUT"}, folder, "a.mp3",
                                 makeProgramme(2, 200'000, 44100), 44100);
    const auto bytes = readFile(path);
    writeFile(path, std::string_view(bytes).substr(0, bytes.size() / 2));
    const auto reader = open(thread, path);
    CHECK(reader->info().warning.find("MPEG frames early") != std::string::npos);
    CHECK(largestDifference(readWhole(thread, *reader), decodedByMpg123(path, 2)) < 1e-6f);
}

TEST_CASE("what is stitched on plays where it fits and ends the medium where it does not")
{
    auto thread = DiskThread::mint();
    const TemporaryFolder folder;
    const auto encode = [&](const char* name, int rate)
    {
        return readFile(encodeWith({"lame", "--quiet", "-t", "-b", "128", "IN", "OUT"}, folder, name,
                                   makeProgramme(2, 2 * rate, rate), rate));
    };
    const auto stereo = encode("a.mp3", 44100);
    const auto other = encode("b.mp3", 32000);
    const auto path = (folder / "c.mp3").string();

    writeFile(path, stereo);
    const auto once = open(thread, path)->info().length;
    writeFile(path, stereo + stereo);
    const auto twice = open(thread, path);
    CHECK(twice->info().length == once * 2);
    CHECK(twice->info().warning.empty());

    writeFile(path, stereo + other);
    const auto cut = open(thread, path);
    CHECK(cut->info().length == once);
    CHECK_FALSE(cut->info().warning.empty());
    CHECK(readWhole(thread, *cut).frames() == once.value());
}

TEST_CASE("damage in the middle shifts nothing behind it and parts still equal the whole")
{
    auto thread = DiskThread::mint();
    const TemporaryFolder folder;
    const auto path = encodeWith({"lame", "--quiet", "-t", "-b", "128", "IN", "OUT"}, folder, "a.mp3",
                                 makeProgramme(2, 300'000, 44100), 44100);
    auto bytes = readFile(path);
    for (std::size_t at = bytes.size() / 2 + 40; at < bytes.size() / 2 + 120; ++at)
        bytes[at] = static_cast<char>(at * 31);
    writeFile(path, bytes);
    const auto reader = open(thread, path);
    requirePartsOfWhole(thread, *reader, readWhole(thread, *reader), 100);
}
