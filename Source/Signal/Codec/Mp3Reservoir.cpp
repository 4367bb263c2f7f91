#include "Signal/Codec/Mp3Reservoir.h"

#include <algorithm>

namespace loophole::signal
{
namespace
{

constexpr std::int64_t headerBytes = 4;
constexpr std::int64_t checksumBytes = 2;

bool isVersion1(const MpegFrameHeader& header)
{
    return header.samples == 1152;
}

std::int64_t sideInfoBytes(const MpegFrameHeader& header)
{
    if (isVersion1(header))
        return header.channels == 1 ? 17 : 32;
    return header.channels == 1 ? 9 : 17;
}

} // namespace

std::int64_t mp3FramesToPrepare(std::span<const std::int64_t> offsets, const MpegFrameHeader& first)
{
    constexpr std::int64_t forOverlap = 2;
    if (first.layer != 3)
        return forOverlap;
    const std::int64_t reach = isVersion1(first) ? 511 : 255;
    const auto before = headerBytes + checksumBytes + sideInfoBytes(first);
    const auto mainData = [&](std::size_t frame)
    { return std::max<std::int64_t>(0, offsets[frame + 1] - offsets[frame] - before); };

    std::size_t most = 1;
    std::int64_t held = 0; // main data of the frames [from, to]
    for (std::size_t from = 0, to = 0; to + 1 < offsets.size(); ++to)
    {
        held += mainData(to);
        for (; from < to && held - mainData(from) >= reach; ++from)
            held -= mainData(from);
        most = std::max(most, to + 1 - from);
    }
    return static_cast<std::int64_t>(most) + forOverlap;
}

bool Mp3Reservoir::add(std::span<const std::byte> frame, const MpegFrameHeader& header)
{
    const bool hasChecksum = (frame[1] & std::byte{1}) == std::byte{0};
    const auto side = static_cast<std::size_t>(headerBytes + (hasChecksum ? checksumBytes : 0));
    const auto mainData = static_cast<std::int64_t>(frame.size() - side) - sideInfoBytes(header);
    if (mainData < 0)
        return false;
    // The first nine bits of the side information, eight from MPEG-2 on.
    const auto first = std::to_integer<std::int64_t>(frame[side]);
    const auto borrowed = isVersion1(header) ? first << 1 | std::to_integer<std::int64_t>(frame[side + 1] >> 7) : first;
    const auto isThere = borrowed <= held;
    held += mainData;
    return isThere;
}

} // namespace loophole::signal
