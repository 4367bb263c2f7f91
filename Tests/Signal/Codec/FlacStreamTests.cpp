#include "Signal/Codec/FlacStream.h"

#include "Support/FileBytes.h"
#include "Support/FlacFiles.h"

#include <catch2/catch.hpp>

#include <span>

using namespace loophole;
using namespace loophole::signal;
using namespace loophole::testing;

TEST_CASE("a FLAC file whose header does not tell its length has the exact one, with and without a seek table")
{
    auto thread = DiskThread::mint();
    const TemporaryFolder folder;
    const auto noise = makeNoise(2, 70'007, 45);
    for (const auto* table : {"--seekpoint=100x", "--no-seektable"})
    {
        const auto path = encodeFlac(folder, noise, "16", {table});
        auto bytes = readFile(path);
        // STREAMINFO, bytes 13 to 17: four bits of the depth's and 36 of the length.
        bytes[8 + 13] = static_cast<char>(bytes[8 + 13] & 0xF0);
        bytes.replace(8 + 14, 4, std::string(4, '\0'));
        writeFile(path, bytes);
        const auto reader = openFlac(thread, path);
        CHECK(reader->info().length == FrameCount(70'007));
        CHECK(reader->info().warning.empty());
        requirePartsOfWhole(thread, *reader, readWhole(thread, *reader), 50);
    }
}

TEST_CASE("a FLAC file that holds more or less than its header says plays what it holds")
{
    auto thread = DiskThread::mint();
    const TemporaryFolder folder;
    const auto path = encodeFlac(folder, makeNoise(2, 50'000, 47), "16", {"--blocksize=4096"});
    const auto bytes = readFile(path);
    const auto whole = readWhole(thread, *openFlac(thread, path));

    auto understated = bytes;
    understated.replace(8 + 14, 4, std::string("\0\0\x27\x10", 4)); // 10,000 frames
    writeFile(folder / "more.flac", understated);
    const auto more = openFlac(thread, folder / "more.flac");
    CHECK(more->info().length == FrameCount(50'000));
    CHECK(more->info().warning == "holds 40000 frames more than its header says");
    CHECK(readWhole(thread, *more) == whole);
    requirePartsOfWhole(thread, *more, whole, 50);

    writeFile(folder / "cut.flac", bytes.substr(0, bytes.size() / 2));
    const auto cut = openFlac(thread, folder / "cut.flac");
    const auto length = cut->info().length.value();
    CHECK(length % 4096 == 0);
    CHECK(length > 16'000);
    CHECK(cut->info().warning == "data ends " + std::to_string(50'000 - length) + " frames early");
    auto front = whole;
    for (auto& channel : front.channels)
        channel.resize(static_cast<std::size_t>(length));
    CHECK(readWhole(thread, *cut) == front);
    requirePartsOfWhole(thread, *cut, front, 50);
}

TEST_CASE("a stream cut out of another one begins at its first frame")
{
    auto thread = DiskThread::mint();
    const TemporaryFolder folder;
    const auto path = encodeFlac(folder, makeNoise(1, 40'000, 49), "16", {"--blocksize=1152", "--no-seektable"});
    const auto bytes = readFile(path);
    const auto whole = readWhole(thread, *openFlac(thread, path));
    // The eighth frame's header: sync, codes of a fixed size of 1,152, 48 kHz, mono, 16 bits, and its number.
    const auto eighth = bytes.find(std::string("\xFF\xF8\x3A\x08\x07", 5));
    const auto first = bytes.find(std::string("\xFF\xF8\x3A\x08\x00", 5));
    REQUIRE(eighth != std::string::npos);
    writeFile(folder / "cut.flac", bytes.substr(0, first) + bytes.substr(eighth));
    const auto reader = openFlac(thread, folder / "cut.flac");
    CHECK(reader->info().length == FrameCount(40'000 - 7 * 1152));
    auto rest = whole;
    rest.channels[0].erase(rest.channels[0].begin(), rest.channels[0].begin() + 7 * 1152);
    CHECK(readWhole(thread, *reader) == rest);
    requirePartsOfWhole(thread, *reader, rest, 50);
}

namespace
{

/** The signal with silence in place of a stretch. */
TestSignal silenced(TestSignal signal, FrameRange stretch)
{
    for (auto& channel : signal.channels)
        std::fill_n(channel.begin() + stretch.start.value(), stretch.length.value(), 0.0f);
    return signal;
}

} // namespace

TEST_CASE("a damaged frame is silent, all around it sounds, and it is told once with its place")
{
    auto thread = DiskThread::mint();
    const TemporaryFolder folder;
    const auto path = encodeFlac(folder, makeNoise(2, 60'000, 53), "16", {"--blocksize=4096"});
    const auto whole = readWhole(thread, *openFlac(thread, path));
    auto bytes = readFile(path);
    const auto middle = bytes.size() / 2;
    bytes[middle] = static_cast<char>(bytes[middle] ^ 0x10);
    writeFile(path, bytes);

    const auto reader = openFlac(thread, path);
    const auto heard = readPart(thread, *reader, 0, 60'000);
    const auto damage = reader->takeDamage();
    REQUIRE(damage.size() == 1);
    const auto [frames, why] = damage.front();
    CHECK(frames.length == FrameCount(4096));
    CHECK(frames.start.value() % 4096 == 0);
    CHECK(why == "is damaged (wrong checksum) at frame " + std::to_string(frames.start.value()) + ": 4096 frames are silent");
    const auto expected = silenced(whole, frames);
    CHECK(heard == expected);
    CHECK(reader->takeDamage().empty());

    // By parts from wherever, on the same reader and on one that has not seen the place yet.
    requirePartsOfWhole(thread, *reader, expected, 200);
    CHECK(reader->takeDamage().empty());
    const auto late = openFlac(thread, path);
    for (auto start = frames.start.value() + 3000; start >= frames.start.value(); start -= 500)
    {
        const auto part = readPart(thread, *late, start, 8192);
        CHECK(std::ranges::equal(part.channels[1],
                                 std::span(expected.channels[1]).subspan(static_cast<std::size_t>(start), 8192)));
    }
    const auto told = late->takeDamage();
    REQUIRE(told.size() == 1);
    CHECK(told.front().frames == frames);
}

TEST_CASE("two damaged frames are two stretches")
{
    auto thread = DiskThread::mint();
    const TemporaryFolder folder;
    const auto path = encodeFlac(folder, makeNoise(1, 60'000, 54), "16", {"--blocksize=4096", "--no-padding"});
    const auto whole = readWhole(thread, *openFlac(thread, path));
    auto bytes = readFile(path);
    const auto spoil = [&bytes](std::size_t place) { bytes[place] = static_cast<char>(bytes[place] ^ 0x10); };
    spoil(bytes.size() / 4);
    spoil(bytes.size() / 2);
    writeFile(path, bytes);

    const auto reader = openFlac(thread, path);
    auto expected = whole;
    const auto heard = readPart(thread, *reader, 0, 60'000);
    const auto damage = reader->takeDamage();
    REQUIRE(damage.size() == 2);
    for (const auto& one : damage)
        expected = silenced(expected, one.frames);
    CHECK(heard == expected);
    CHECK(damage[0].frames.length == FrameCount(4096));
    CHECK(damage[1].frames.length == FrameCount(4096));
    CHECK(damage[0].frames.end() <= damage[1].frames.start);
}

TEST_CASE("a stream whose channels, rate or depth change is not misread")
{
    auto thread = DiskThread::mint();
    const TemporaryFolder folder;
    const auto stereo = readFile(encodeFlac(folder, makeNoise(2, 20'000, 55), "16", {"--blocksize=4096"}));
    const auto mono = readFile(encodeFlac(folder, makeNoise(1, 20'000, 57), "16", {"--blocksize=4096"}));
    // The stereo stream's information before the mono one's frames, and mono frames behind stereo ones.
    const auto monoFrames = mono.substr(mono.find(std::string("\xFF\xF8\xCA\x08", 4)));
    const auto stereoStart = stereo.find(std::string("\xFF\xF8\xCA", 3));
    REQUIRE(stereoStart != std::string::npos);

    writeFile(folder / "lie.flac", stereo.substr(0, stereoStart) + monoFrames);
    const auto refused = FlacReader::open(thread, MediaFile::open(thread, folder / "lie.flac").value());
    REQUIRE_FALSE(refused.ok());
    CHECK(refused.failure().why == "changes its number of channels at frame 0");

    writeFile(folder / "change.flac", stereo + monoFrames);
    const auto reader = openFlac(thread, folder / "change.flac");
    CHECK(reader->info().length == FrameCount(20'000));
    CHECK(readPart(thread, *reader, 0, 20'000).channelCount() == 2);
}

TEST_CASE("a FLAC file of no audio has no length and one of nothing is refused")
{
    auto thread = DiskThread::mint();
    const TemporaryFolder folder;
    const auto bytes = readFile(encodeFlac(folder, makeNoise(1, 1000, 59), "16", {"--no-padding", "--no-seektable"}));
    auto empty = bytes.substr(0, bytes.find(std::string("\xFF\xF8", 2)));
    empty[8 + 13] = static_cast<char>(empty[8 + 13] & 0xF0);
    empty.replace(8 + 14, 4, std::string(4, '\0'));
    writeFile(folder / "empty.flac", empty);
    const auto reader = openFlac(thread, folder / "empty.flac");
    CHECK(reader->info().length == FrameCount(0));
    CHECK(readPart(thread, *reader, 0, 10).channels[0] == std::vector<float>(10, 0.0f));

    writeFile(folder / "magic.flac", "fLaC");
    CHECK_FALSE(FlacReader::open(thread, MediaFile::open(thread, folder / "magic.flac").value()).ok());
}
