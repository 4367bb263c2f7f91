#include "Signal/Codec/VorbisReader.h"

#include "Support/EncodedMedia.h"

#include <catch2/catch.hpp>

using namespace loophole;
using namespace loophole::signal;
using namespace loophole::testing;

namespace
{

Outcome<std::unique_ptr<MediaReader>> tryOpen(DiskThread& thread, const std::string& path)
{
    return VorbisReader::open(thread, MediaFile::open(thread, path).value());
}

std::unique_ptr<MediaReader> open(DiskThread& thread, const std::string& path)
{
    auto opened = tryOpen(thread, path);
    INFO((opened ? std::string() : opened.failure().message()));
    REQUIRE(opened.ok());
    return std::move(opened).value();
}

std::string encode(const TemporaryFolder& folder, const char* name, const TestSignal& signal, int rate,
                   const char* quality = "5")
{
    return encodeWith({"oggenc", "-Q", "-q", quality, "IN", "-o", "OUT"}, folder, name, signal, rate);
}

} // namespace

TEST_CASE("Vorbis is as long and lies as its source, and every part equals the whole's")
{
    auto thread = DiskThread::mint();
    const TemporaryFolder folder;
    for (const int channels : {1, 2})
    {
        const auto programme = makeProgramme(channels, 200'003, 44100);
        const auto path = encode(folder, "a.ogg", programme, 44100);
        const auto reader = open(thread, path);
        CHECK(reader->info().codec == "Vorbis");
        REQUIRE(reader->info().length == FrameCount(200'003));
        const auto whole = readWhole(thread, *reader);
        CHECK(largestDifference(whole, programme) < 0.3f);
        CHECK(largestDifference(whole, decodedByFfmpeg(path, channels)) < 1e-6f);
        requirePartsOfWhole(thread, *reader, whole, 150);
    }
}

TEST_CASE("channels of Vorbis come in the order of WAV")
{
    auto thread = DiskThread::mint();
    const TemporaryFolder folder;
    // Low, for the encoder cuts the sixth channel, the LFE, off above some 100 Hz.
    const auto source = makeSines(6, 48000, 48000, 15.0, 0.4);
    const auto reader = open(thread, encode(folder, "a.ogg", source, 48000, "9"));
    REQUIRE(reader->info().channels == 6);
    const auto whole = readWhole(thread, *reader);
    const auto distance = [&](std::size_t played, std::size_t encoded)
    {
        double energy = 0.0;
        for (std::size_t frame = 0; frame < 48000; ++frame)
            energy += std::pow(whole.channels[played][frame] - source.channels[encoded][frame], 2.0);
        return energy;
    };
    for (std::size_t played = 0; played < 6; ++played)
        for (std::size_t encoded = 0; encoded < 6; ++encoded)
            CHECK((played == encoded || distance(played, played) < 0.2 * distance(played, encoded)));
}

TEST_CASE("chained Vorbis goes on where it fits and ends where it does not")
{
    auto thread = DiskThread::mint();
    const TemporaryFolder folder;
    const auto stereo = readFile(encode(folder, "a.ogg", makeProgramme(2, 60'000, 44100), 44100));
    // Another serial number, as every link of a chain has.
    const auto more = readFile(encodeWith({"oggenc", "-Q", "-s", "77", "IN", "-o", "OUT"}, folder, "b.ogg",
                                          makeProgramme(2, 30'000, 44100), 44100));
    const auto mono = readFile(encodeWith({"oggenc", "-Q", "-s", "78", "IN", "-o", "OUT"}, folder, "c.ogg",
                                          makeProgramme(1, 30'000, 44100), 44100));
    const auto path = (folder / "chain.ogg").string();

    writeFile(path, stereo + more);
    const auto fitting = open(thread, path);
    CHECK(fitting->info().length == FrameCount(90'000));
    CHECK(fitting->info().warning.empty());
    requirePartsOfWhole(thread, *fitting, readWhole(thread, *fitting), 100);

    writeFile(path, stereo + mono + more);
    const auto ending = open(thread, path);
    CHECK(ending->info().length == FrameCount(60'000));
    CHECK_FALSE(ending->info().warning.empty());
    requirePartsOfWhole(thread, *ending, readWhole(thread, *ending), 100);
}

TEST_CASE("damaged Vorbis plays as far as it goes or is refused with a reason")
{
    auto thread = DiskThread::mint();
    const TemporaryFolder folder;
    const auto path = encode(folder, "a.ogg", makeProgramme(2, 100'000, 44100), 44100);
    const auto bytes = readFile(path);

    writeFile(path, std::string_view(bytes).substr(0, bytes.size() / 2));
    const auto half = open(thread, path);
    CHECK(half->info().length > FrameCount(30'000));
    CHECK(half->info().length < FrameCount(70'000));
    requirePartsOfWhole(thread, *half, readWhole(thread, *half), 100);

    writeFile(path, std::string_view(bytes).substr(0, 100));
    const auto refused = tryOpen(thread, path);
    REQUIRE_FALSE(refused.ok());
    CHECK(refused.failure().what == path);
}
