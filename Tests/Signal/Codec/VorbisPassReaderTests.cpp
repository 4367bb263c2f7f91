#include "Signal/Codec/VorbisPassReader.h"

#include "Support/EncodedMedia.h"
#include "Support/PassPair.h"

#include <catch2/catch.hpp>

using namespace loophole;
using namespace loophole::signal;
using namespace loophole::testing;

namespace
{

/** Of a programme. */
PassPair encodedPair(const TemporaryFolder& folder, int channels, std::int64_t frames)
{
    return PassPair(encodeWith({"oggenc", "-Q", "-s", "7", "-q", "5", "-o", "OUT", "IN"}, folder, "a.ogg",
                               makeProgramme(channels, frames, 44100), 44100));
}

} // namespace

TEST_CASE("a pass through a Vorbis file gives what the exact reader gives, to rounding")
{
    const TemporaryFolder folder;
    for (const auto channels : {1, 2, 6})
    {
        const auto pair = encodedPair(folder, channels, 500'001);
        CAPTURE(channels);
        REQUIRE(pair.passes->info().length == FrameCount(500'001));
        pair.requireSameSound();
    }
}

TEST_CASE("passes that begin anywhere join without a frame's difference")
{
    const TemporaryFolder folder;
    encodedPair(folder, 2, 2'000'000).requireJoins();
}

TEST_CASE("where pages are damaged a pass gives what the exact reader gives")
{
    const TemporaryFolder folder;
    (void) encodedPair(folder, 1, 1'000'000);
    auto bytes = readFile((folder / "a.ogg").string());
    for (std::size_t i = 0; i < 6000; ++i)
        bytes[bytes.size() / 2 + i] = static_cast<char>(bytes[bytes.size() / 2 + i] ^ 0x55);
    std::ofstream(folder / "damaged.ogg", std::ios::binary) << bytes;
    PassPair(folder / "damaged.ogg").requireSameSound();
}

TEST_CASE("a chain of streams has no passes of its own")
{
    const TemporaryFolder folder;
    (void) encodedPair(folder, 1, 300'000);
    const auto first = readFile((folder / "a.ogg").string());
    const auto second = readFile(encodeWith({"oggenc", "-Q", "-s", "8", "-o", "OUT", "IN"}, folder, "b.ogg",
                                            makeProgramme(1, 100'000, 44100), 44100));
    std::ofstream(folder / "chained.ogg", std::ios::binary) << first << second;
    const PassPair pair(folder / "chained.ogg");
    CHECK(pair.exact->info().length == FrameCount(400'000));
    CHECK(pair.passes == nullptr);
}
