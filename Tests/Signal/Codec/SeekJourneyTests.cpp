#include "Core/Limits.h"
#include "Support/EncodedMedia.h"

#include <catch2/catch.hpp>

using namespace loophole;
using namespace loophole::signal;
using namespace loophole::testing;

namespace
{

/** Five hundred random reads of up to a block, all over half a minute, against the same file decoded once. */
void requireExactSeeks(const std::string& name, std::vector<std::string> command, int rate = 48000)
{
    INFO(name);
    auto thread = DiskThread::mint();
    const TemporaryFolder folder;
    const auto path = encodeWith(std::move(command), folder, name, makeProgramme(2, 30 * rate, rate), rate);
    const auto reader = openMedia(thread, path);
    REQUIRE(reader.ok());
    const auto whole = readWhole(thread, *reader.value());
    CHECK(whole.frames() >= 30 * rate);
    requirePartsOfWhole(thread, *reader.value(), whole, 500, limits::blockFrames);
    // A reader that has only just been opened gives the same.
    const auto fresh = openMedia(thread, path);
    REQUIRE(fresh.ok());
    CHECK(readPart(thread, *fresh.value(), 1'234'567, 1000) == readPart(thread, *reader.value(), 1'234'567, 1000));
}

} // namespace

TEST_CASE("five hundred random seeks are exact in WAV, AIFF and FLAC")
{
    requireExactSeeks("a.wav", {"sox", "IN", "-b", "24", "OUT"});
    requireExactSeeks("a.aiff", {"sox", "IN", "-b", "24", "OUT"});
    requireExactSeeks("a.flac", {"flac", "-s", "-f", "-o", "OUT", "IN"});
}

TEST_CASE("five hundred random seeks are exact in MP3")
{
    requireExactSeeks("cbr.mp3", {"lame", "--quiet", "-b", "192", "IN", "OUT"}, 44100);
    requireExactSeeks("vbr.mp3", {"lame", "--quiet", "-V2", "IN", "OUT"});
}

TEST_CASE("five hundred random seeks are exact in Vorbis and Opus")
{
    requireExactSeeks("a.ogg", {"oggenc", "-Q", "-o", "OUT", "IN"});
    requireExactSeeks("a.opus", {"opusenc", "--quiet", "IN", "OUT"});
}

#ifdef LOOPHOLE_FFMPEG
TEST_CASE("five hundred random seeks are exact in AAC and ALAC")
{
    requireExactSeeks("aac.m4a", {"ffmpeg", "-v", "error", "-y", "-i", "IN", "-c:a", "aac", "OUT"});
    requireExactSeeks("a.aac", {"ffmpeg", "-v", "error", "-y", "-i", "IN", "-c:a", "aac", "-f", "adts", "OUT"});
    requireExactSeeks("alac.m4a", {"ffmpeg", "-v", "error", "-y", "-i", "IN", "-c:a", "alac", "OUT"});
}
#endif
