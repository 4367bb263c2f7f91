#include "Signal/Codec/Mp3Reservoir.h"

#include <catch2/catch.hpp>

#include <array>
#include <vector>

using namespace loophole::signal;

namespace
{

/** A frame of MPEG-1 stereo, 128 kbit/s at 44.1 kHz: 417 bytes, 32 of them side information; or of MPEG-2 mono. */
struct Frame
{
    Frame(int borrowed, bool hasChecksum, bool isVersion1 = true) : bytes(isVersion1 ? 417 : 208)
    {
        bytes[0] = std::byte{0xFF};
        bytes[1] = std::byte{static_cast<unsigned char>((isVersion1 ? 0xFA : 0xF2) | (hasChecksum ? 0 : 1))};
        bytes[2] = std::byte{static_cast<unsigned char>(isVersion1 ? 0x90 : 0x80)};
        bytes[3] = std::byte{static_cast<unsigned char>(isVersion1 ? 0 : 0xC0)};
        const std::size_t side = hasChecksum ? 6 : 4;
        bytes[side] = static_cast<std::byte>(isVersion1 ? borrowed >> 1 : borrowed);
        if (isVersion1)
            bytes[side + 1] = static_cast<std::byte>((borrowed & 1) << 7);
    }
    [[nodiscard]] MpegFrameHeader header() const { return MpegFrameHeader::parse(bytes).value(); }

    std::vector<std::byte> bytes;
};

bool add(Mp3Reservoir& reservoir, const Frame& frame)
{
    return reservoir.add(frame.bytes, frame.header());
}

} // namespace

TEST_CASE("a frame may borrow what the frames before it hold, and not a byte more")
{
    constexpr int mainData = 417 - 4 - 32;
    for (const int more : {0, 1})
    {
        Mp3Reservoir reservoir;
        CHECK(add(reservoir, Frame(0, false)));
        CHECK(add(reservoir, Frame(mainData + more, false)) == (more == 0));
        CHECK(add(reservoir, Frame(511, true)));
        reservoir.clear();
        CHECK_FALSE(add(reservoir, Frame(1, false)));
    }
}

TEST_CASE("a checksum is no main data, and MPEG-2 counts in eight bits")
{
    Mp3Reservoir reservoir;
    CHECK(add(reservoir, Frame(0, true)));
    CHECK_FALSE(add(reservoir, Frame(417 - 6 - 32 + 1, true)));

    reservoir.clear();
    constexpr int mainData = 208 - 4 - 9;
    CHECK(add(reservoir, Frame(0, false, false)));
    CHECK(add(reservoir, Frame(mainData, false, false)));
    reservoir.clear();
    CHECK(add(reservoir, Frame(0, false, false)));
    CHECK_FALSE(add(reservoir, Frame(mainData + 1, false, false)));
}

TEST_CASE("a frame too short for its side information has nothing to lend")
{
    const Frame frame(0, false);
    Mp3Reservoir reservoir;
    CHECK_FALSE(reservoir.add(std::span(frame.bytes).first(20), frame.header()));
}

TEST_CASE("as many frames are prepared as any frame may reach back, and two for the overlap")
{
    const auto evenly = [](std::int64_t bytes)
    {
        std::vector<std::int64_t> offsets;
        for (std::int64_t i = 0; i < 20; ++i)
            offsets.push_back(i * bytes);
        return offsets;
    };
    const auto first = Frame(0, false).header();
    // Main data less a checksum that may be there: 379 bytes a frame, and 511 are wanted.
    CHECK(mp3FramesToPrepare(evenly(417), first) == 2 + 2);
    CHECK(mp3FramesToPrepare(evenly(1044), first) == 1 + 2);
    CHECK(mp3FramesToPrepare(evenly(104), first) == 8 + 2);
    auto layer2 = first;
    layer2.layer = 2;
    CHECK(mp3FramesToPrepare(evenly(417), layer2) == 2);
}
