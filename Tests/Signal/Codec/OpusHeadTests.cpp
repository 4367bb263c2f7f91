#include "Signal/Codec/OpusHead.h"

#include "Support/FileBytes.h"

#include <catch2/catch.hpp>

using namespace loophole;
using namespace loophole::signal;
using namespace loophole::testing;

namespace
{

std::string head(int channels, int family)
{
    return FileBytes()
        .text("OpusHead\1")
        .little(static_cast<std::uint8_t>(channels))
        .little(std::uint16_t{312})
        .little(std::uint32_t{44100})
        .little(static_cast<std::uint16_t>(-256))
        .little(static_cast<std::uint8_t>(family))
        .bytes;
}

std::optional<OpusHead> parse(const std::string& packet)
{
    return OpusHead::parse(std::as_bytes(std::span(packet)));
}

} // namespace

TEST_CASE("an Opus header tells channels, pre-skip and gain")
{
    const auto stereo = parse(head(2, 0));
    REQUIRE(stereo);
    CHECK(stereo->channels == 2);
    CHECK(stereo->preSkip == 312);
    CHECK(stereo->outputGain == -256);
    CHECK(stereo->streams == 1);
    CHECK(stereo->coupledStreams == 1);
    CHECK(parse(head(1, 0))->coupledStreams == 0);
    CHECK(parse(head(3, 1) + std::string("\2\1\0\2\1", 5))->mapping[1] == 2);
    CHECK(parse(head(2, 255) + std::string("\2\0\0\xFF", 4))->mapping[1] == 255);
}

TEST_CASE("an Opus header that contradicts itself is refused")
{
    CHECK_FALSE(parse(""));
    CHECK_FALSE(parse(head(2, 0).substr(0, 18)));
    CHECK_FALSE(parse(head(0, 0)));
    CHECK_FALSE(parse(head(3, 0)));
    CHECK_FALSE(parse(head(3, 1)));                                      // no mapping
    CHECK_FALSE(parse(head(3, 1) + std::string("\2\1\0\3\1", 5)));       // channel 3 of 3
    CHECK_FALSE(parse(head(3, 1) + std::string("\1\2\0\1\2", 5)));       // more coupled than streams
    CHECK_FALSE(parse(head(3, 1) + std::string("\0\0\xFF\xFF\xFF", 5))); // no stream
    CHECK_FALSE(parse(head(4, 3) + std::string(30, '\0')));
    CHECK_FALSE(parse("OpusHead\x10" + head(2, 0).substr(9)));
}
