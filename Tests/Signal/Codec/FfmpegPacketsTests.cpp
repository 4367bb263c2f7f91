#ifdef LOOPHOLE_FFMPEG

#include "Signal/Codec/FfmpegPackets.h"

#include "Signal/Codec/MpegFrames.h"
#include "Support/EncodedMedia.h"

#include <catch2/catch.hpp>

using namespace loophole;
using namespace loophole::signal;
using namespace loophole::testing;

namespace
{

/** Followed by what must follow every packet. */
std::vector<std::byte> padded(std::span<const std::byte> bytes)
{
    std::vector<std::byte> packet(bytes.begin(), bytes.end());
    packet.resize(packet.size() + FfmpegPackets::padding);
    return packet;
}

bool tryDecode(FfmpegPackets& decoder, std::span<const std::byte> bytes)
{
    return decoder.tryDecode(std::span<const std::byte>(padded(bytes)).first(bytes.size()));
}

/** Stereo floats, interleaved: a left channel that counts from `first`, and a right one of its negatives. */
std::vector<float> counting(int first, int frames)
{
    std::vector<float> samples;
    for (int i = first; i < first + frames; ++i)
        samples.insert(samples.end(), {static_cast<float>(i), static_cast<float>(-i)});
    return samples;
}

/** The frames of an MP3 file without tags, one after the other. */
std::vector<std::vector<std::byte>> framesOf(const std::string& path)
{
    const auto file = readFile(path);
    auto rest = std::as_bytes(std::span(file));
    std::vector<std::vector<std::byte>> frames;
    while (rest.size() > 4)
    {
        const auto length = static_cast<std::size_t>(MpegFrameHeader::parse(rest).value().bytes);
        frames.emplace_back(rest.begin(), rest.begin() + static_cast<std::ptrdiff_t>(length));
        rest = rest.subspan(length);
    }
    return frames;
}

} // namespace

TEST_CASE("what packets give is added up in planes until it is cleared")
{
    const auto decoder = FfmpegPackets::tryOpen("pcm_f32le", {}, 2, 48000);
    REQUIRE(decoder != nullptr);
    for (int packet = 0; packet < 5; ++packet)
        REQUIRE(tryDecode(*decoder, std::as_bytes(std::span<const float>(counting(100 * packet, 100)))));
    REQUIRE(decoder->frames() == 500);
    for (int i = 0; i < 500; ++i)
    {
        REQUIRE(decoder->channel(0)[i] == static_cast<float>(i));
        REQUIRE(decoder->channel(1)[i] == static_cast<float>(-i));
    }
    decoder->clear();
    CHECK(decoder->frames() == 0);
    REQUIRE(tryDecode(*decoder, std::as_bytes(std::span<const float>(counting(7, 1)))));
    CHECK(decoder->channel(0)[0] == 7.0f);
}

TEST_CASE("a decoder that writes planes writes them where they stay: many packets at once give what single ones give")
{
    const TemporaryFolder folder;
    const auto frames = framesOf(encodeWith({"lame", "--quiet", "-t", "-b", "128", "IN", "OUT"}, folder, "a.mp3",
                                            makeProgramme(2, 100'000, 44100), 44100));
    const auto atOnce = FfmpegPackets::tryOpen("mp3float", {}, 2, 44100);
    const auto singly = FfmpegPackets::tryOpen("mp3float", {}, 2, 44100);
    std::array<std::vector<float>, 2> expected;
    for (const auto& frame : frames)
    {
        singly->clear();
        REQUIRE(tryDecode(*singly, frame));
        REQUIRE(tryDecode(*atOnce, frame));
        for (int c = 0; c < 2; ++c)
            expected[static_cast<std::size_t>(c)].insert(expected[static_cast<std::size_t>(c)].end(),
                                                         singly->channel(c), singly->channel(c) + singly->frames());
    }
    REQUIRE(atOnce->frames() == static_cast<std::int64_t>(frames.size()) * 1152);
    for (int c = 0; c < 2; ++c)
        CHECK(std::equal(expected[static_cast<std::size_t>(c)].begin(), expected[static_cast<std::size_t>(c)].end(),
                         atOnce->channel(c), atOnce->channel(c) + atOnce->frames()));
}

TEST_CASE("after a restart packets give what they gave the first time")
{
    const TemporaryFolder folder;
    const auto frames = framesOf(encodeWith({"lame", "--quiet", "-t", "-b", "128", "IN", "OUT"}, folder, "a.mp3",
                                            makeProgramme(1, 20'000, 44100), 44100));
    const auto decoder = FfmpegPackets::tryOpen("mp3float", {}, 1, 44100);
    std::array<std::vector<float>, 2> rounds;
    for (auto& round : rounds)
    {
        decoder->restart();
        for (const auto& frame : frames)
            REQUIRE(tryDecode(*decoder, frame));
        round.assign(decoder->channel(0), decoder->channel(0) + decoder->frames());
    }
    CHECK(rounds[0].size() > 20'000);
    CHECK(rounds[0] == rounds[1]);
}

TEST_CASE("there is no decoder of an unknown name, and none takes what is not its own")
{
    CHECK(FfmpegPackets::tryOpen("no such codec", {}, 2, 48000) == nullptr);
    CHECK(FfmpegPackets::tryOpen("vorbis", std::as_bytes(std::span("no header")), 2, 48000) == nullptr);
    const auto decoder = FfmpegPackets::tryOpen("mp3float", {}, 2, 44100);
    CHECK_FALSE(tryDecode(*decoder, std::as_bytes(std::span("no frame of MPEG audio"))));

    const TemporaryFolder folder;
    const auto mono = framesOf(encodeWith({"lame", "--quiet", "-t", "-b", "64", "IN", "OUT"}, folder, "a.mp3",
                                          makeProgramme(1, 20'000, 44100), 44100));
    CHECK_FALSE(tryDecode(*decoder, mono.front()));
    const auto slower = FfmpegPackets::tryOpen("mp3float", {}, 1, 22050);
    (void) tryDecode(*slower, mono[0]); // FFmpeg tells the rate of MP3 from the second packet on
    CHECK_FALSE(tryDecode(*slower, mono[1]));
}

#endif
