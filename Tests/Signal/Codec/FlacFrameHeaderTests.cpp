#include "Signal/Codec/FlacFrameHeader.h"

#include "Support/FileBytes.h"
#include "Support/FlacFiles.h"

#include <catch2/catch.hpp>

using namespace loophole;
using namespace loophole::signal;
using namespace loophole::testing;

namespace
{

constexpr FlacShape shape{2, 16, 44100, 1152, 0};

std::span<const std::byte> asBytes(const std::string& text)
{
    return {reinterpret_cast<const std::byte*>(text.data()), text.size()};
}

} // namespace

TEST_CASE("a frame's header is read with its checksum and only for the stream that it belongs to")
{
    const TemporaryFolder folder;
    const auto bytes = readFile(flacOfNoise(folder, 5000));
    auto header = bytes.substr(static_cast<std::size_t>(firstFlacFrameOffset(bytes)), 16);
    const auto frame = parseFlacFrame(asBytes(header), shape);
    REQUIRE(frame);
    CHECK(frame->start == 0);
    CHECK(frame->frames == 1152);
    CHECK(frame->isNumberedByBlock);

    CHECK_FALSE(parseFlacFrame(asBytes(header), {1, 16, 44100, 1152, 0}));
    CHECK_FALSE(parseFlacFrame(asBytes(header), {2, 24, 44100, 1152, 0}));
    CHECK_FALSE(parseFlacFrame(asBytes(header), {2, 16, 48000, 1152, 0}));
    for (std::size_t bit = 0; bit < 8 * 5; ++bit)
    {
        auto damaged = header;
        damaged[bit / 8] = static_cast<char>(damaged[bit / 8] ^ (1 << bit % 8));
        CHECK_FALSE(parseFlacFrame(asBytes(damaged), shape));
    }
    for (std::size_t size = 0; size < 6; ++size)
        CHECK_FALSE(parseFlacFrame(asBytes(header).first(size), shape));
}

TEST_CASE("a frame whose last two bytes are its checksum is right, and with any bit changed it is not")
{
    // RFC 9639, appendix D.1.3: a frame of one sample of 16-bit stereo.
    std::string frame("\xFF\xF8\x69\x18\x00\x00\xBF\x03\x58\xFD\x03\x12\x8B\xAA\x9A", 15);
    CHECK(hasRightCrc(asBytes(frame)));
    for (std::size_t bit = 0; bit < 8 * frame.size(); ++bit)
    {
        auto damaged = frame;
        damaged[bit / 8] = static_cast<char>(damaged[bit / 8] ^ (1 << bit % 8));
        CHECK_FALSE(hasRightCrc(asBytes(damaged)));
    }
    CHECK_FALSE(hasRightCrc(asBytes(frame).first(2)));
}
