#include "Signal/Codec/FlacReader.h"

#include "Support/FileBytes.h"
#include "Support/FlacFiles.h"

#include <catch2/catch.hpp>

using namespace loophole;
using namespace loophole::signal;
using namespace loophole::testing;

TEST_CASE("native and Ogg FLAC are recognised by their beginnings")
{
    const auto recognised = [](const std::string& head) {
        return FlacReader::recognises({reinterpret_cast<const std::byte*>(head.data()), head.size()});
    };
    CHECK(recognised("fLaC"));
    CHECK(recognised("OggS" + std::string(24, '\0') +
                     "\x7F"
                     "FLAC\1"));
    CHECK_FALSE(recognised("OggS" + std::string(24, '\0') + "\1vorbis"));
    CHECK_FALSE(recognised("OggS"));
    CHECK_FALSE(recognised("fLa"));
    CHECK_FALSE(recognised(""));
}

TEST_CASE("FLAC of every depth and channel count equals the file that was encoded, whole and in parts")
{
    auto thread = DiskThread::mint();
    const TemporaryFolder folder;
    for (const auto* bits : {"8", "16", "24"})
        for (const int channels : {1, 2, 3, 8})
        {
            INFO(bits << " bits, " << channels << " channels");
            const auto path = encodeFlac(folder, makeNoise(channels, 50'003, 41, 0.9f), bits);
            const auto reader = openFlac(thread, path);
            CHECK(reader->info().format == "FLAC");
            CHECK(reader->info().codec == "FLAC");
            CHECK(reader->info().bitDepth == std::stoi(bits));
            CHECK(reader->info().length == FrameCount(50'003));
            CHECK(reader->info().warning.empty());
            CHECK(reader->seeksAreExpensive());
            const auto whole = readWhole(thread, *reader);
            REQUIRE(whole == decodedBy({"sox", (folder / "a.wav").string(), "-t", "f32", "-"}, channels));
            requirePartsOfWhole(thread, *reader, whole, 50);
        }
}

TEST_CASE("Ogg FLAC is exact, whole and in parts")
{
    auto thread = DiskThread::mint();
    const TemporaryFolder folder;
    const auto path = encodeFlac(folder, makeNoise(2, 60'001, 43), "16", {"--ogg"});
    const auto reader = openFlac(thread, path);
    CHECK(reader->info().format == "OGG");
    CHECK(reader->info().codec == "FLAC");
    CHECK(reader->info().length == FrameCount(60'001));
    const auto whole = readWhole(thread, *reader);
    CHECK(whole == decodedBy({"sox", (folder / "a.wav").string(), "-t", "f32", "-"}, 2));
    requirePartsOfWhole(thread, *reader, whole, 50);
}

TEST_CASE("a FLAC file behind other bytes plays from its base")
{
    auto thread = DiskThread::mint();
    const TemporaryFolder folder;
    const auto path = encodeFlac(folder, makeNoise(2, 30'000, 51), "24");
    const auto whole = readWhole(thread, *openFlac(thread, path));
    writeFile(folder / "prefixed.flac", std::string(1234, 'x') + readFile(path));
    const auto reader = openFlac(thread, folder / "prefixed.flac", 1234);
    CHECK(readWhole(thread, *reader) == whole);
    requirePartsOfWhole(thread, *reader, whole, 30);
}

TEST_CASE("a FLAC file cut at any byte plays what it has or is refused with a reason that names it")
{
    auto thread = DiskThread::mint();
    const TemporaryFolder folder;
    const auto path = encodeFlac(folder, makeSines(1, 300, 48000, 440.0), "16", {"--blocksize=64", "--lax", "-P0"});
    const auto bytes = readFile(path);
    const auto whole = readWhole(thread, *openFlac(thread, path));
    for (std::size_t size = 0; size < bytes.size(); ++size)
    {
        INFO("cut at byte " << size);
        writeFile(folder / "cut.flac", bytes.substr(0, size));
        const auto opened = FlacReader::open(thread, MediaFile::open(thread, folder / "cut.flac").value());
        if (!opened)
        {
            CHECK(opened.failure().what == (folder / "cut.flac").string());
            CHECK_FALSE(opened.failure().why.empty());
            continue;
        }
        const auto part = readWhole(thread, *opened.value());
        CHECK_FALSE(opened.value()->info().warning.empty());
        CHECK(std::equal(part.channels[0].begin(), part.channels[0].end(), whole.channels[0].begin()));
    }
}

TEST_CASE("FLAC is found behind bytes that are nothing")
{
    auto thread = DiskThread::mint();
    const TemporaryFolder folder;
    const auto path = encodeFlac(folder, makeNoise(2, 30'000, 52), "16");
    const auto whole = readWhole(thread, *openFlac(thread, path));
    for (const std::size_t junk : {1u, 5000u, 65'530u, 65'536u, 900'000u})
    {
        INFO(junk << " bytes before it");
        const auto place = folder / "junk.flac";
        writeFile(place, std::string(junk, '\x01') + readFile(path));
        const auto found = FlacReader::findBehind(thread, *MediaFile::open(thread, place).value(), 0);
        REQUIRE(found.ok());
        CHECK(found.value() == static_cast<std::int64_t>(junk));
        const auto reader = openMedia(thread, place);
        REQUIRE(reader.ok());
        CHECK(reader.value()->info().codec == "FLAC");
        CHECK(readWhole(thread, *reader.value()) == whole);
    }
    writeFile(folder / "none.flac", std::string(200'000, '\x01') + "fLaC and more");
    CHECK_FALSE(FlacReader::findBehind(thread, *MediaFile::open(thread, folder / "none.flac").value(), 0).value());
}
