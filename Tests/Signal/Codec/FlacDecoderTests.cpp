#include "Signal/Codec/FlacDecoder.h"

#include "Support/FileBytes.h"
#include "Support/FlacFiles.h"

#include <algorithm>
#include <catch2/catch.hpp>

using namespace loophole;
using namespace loophole::signal;
using namespace loophole::testing;

namespace
{

/** A decoder over a file of frames of 4,096, from its beginning. */
struct Decoding
{
    explicit Decoding(const std::filesystem::path& path) : cursor(MediaFile::open(thread, path).value())
    {
        REQUIRE(decoder.readMetadata());
    }

    DiskThread thread = DiskThread::mint();
    MediaCursor cursor;
    const MediaCursor::Loan loan{cursor, thread};
    FlacDecoder decoder{cursor, false};
};

} // namespace

TEST_CASE("a FLAC decoder gives one frame after the other and knows where the next begins")
{
    const TemporaryFolder folder;
    Decoding flac(encodeFlac(folder, makeNoise(2, 10'000, 61), "16", {"--blocksize=4096"}));
    CHECK(flac.decoder.shape().channels == 2);
    CHECK(flac.decoder.shape().bitsPerSample == 16);
    CHECK(flac.decoder.declaredLength() == 10'000);
    std::vector<std::int64_t> starts;
    while (flac.decoder.decodeNext())
    {
        starts.push_back(flac.decoder.block().start);
        CHECK(flac.decoder.block().damage == nullptr);
        CHECK_FALSE(flac.decoder.takeGap().has_value());
        CHECK(flac.decoder.expected() == flac.decoder.block().end());
    }
    CHECK(starts == std::vector<std::int64_t>{0, 4096, 8192});
    CHECK(flac.decoder.expected() == 10'000);
}

TEST_CASE("a frame of a wrong checksum is a gap and not silence that was meant")
{
    const TemporaryFolder folder;
    const auto path = encodeFlac(folder, makeNoise(2, 40'000, 62), "16", {"--blocksize=4096", "--no-padding"});
    auto bytes = readFile(path);
    bytes[bytes.size() / 2] = static_cast<char>(bytes[bytes.size() / 2] ^ 0x10);
    writeFile(path, bytes);

    Decoding flac(path);
    std::vector<FlacGap> gaps;
    std::int64_t sound = 0;
    while (flac.decoder.decodeNext())
    {
        if (const auto gap = flac.decoder.takeGap())
            gaps.push_back(*gap);
        sound += flac.decoder.block().damage == nullptr ? flac.decoder.block().frames : 0;
    }
    REQUIRE(gaps.size() == 1);
    CHECK(gaps[0].end - gaps[0].start == 4096);
    CHECK(gaps[0].start % 4096 == 0);
    // libFLAC may lose its way over whole frames behind the damaged one; none of them passes for silence.
    CHECK(sound <= 40'000 - 4096);
    CHECK(sound % 4096 == 40'000 % 4096);
}

TEST_CASE("silence that was meant is no damage")
{
    const TemporaryFolder folder;
    TestSignal silence = makeNoise(1, 20'000, 63);
    std::ranges::fill(silence.channels[0], 0.0f);
    Decoding flac(encodeFlac(folder, silence, "16", {"--blocksize=4096"}));
    std::int64_t frames = 0;
    for (; flac.decoder.decodeNext(); frames += flac.decoder.block().frames)
        CHECK(flac.decoder.block().damage == nullptr);
    CHECK(frames == 20'000);
}

TEST_CASE("a FLAC decoder goes on at any frame, and from the beginning again")
{
    const TemporaryFolder folder;
    Decoding flac(encodeFlac(folder, makeNoise(1, 20'000, 64), "16", {"--blocksize=4096"}));
    REQUIRE(flac.decoder.decodeNext());
    const auto second = flac.decoder.offsetOfNext();
    REQUIRE(second.has_value());
    REQUIRE(flac.decoder.decodeNext());
    const auto samples = flac.decoder.block().channels[0];
    while (flac.decoder.decodeNext())
    {
    }
    REQUIRE(flac.decoder.continueAt(*second, 4096));
    REQUIRE(flac.decoder.decodeNext());
    CHECK(flac.decoder.block().start == 4096);
    CHECK(flac.decoder.block().channels[0] == samples);
    REQUIRE(flac.decoder.rewind());
    REQUIRE(flac.decoder.decodeNext());
    CHECK(flac.decoder.block().start == 0);
}
