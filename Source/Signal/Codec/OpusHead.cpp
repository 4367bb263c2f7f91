#include "Signal/Codec/OpusHead.h"

#include <cstdint>
#include <cstring>

namespace loophole::signal
{

namespace
{

/** Families 1, 2 and 255 say which decoded channel goes where (§5.1.1); 3 needs a matrix and is not played. */
bool tryReadMapping(OpusHead& head, std::span<const std::byte> packet)
{
    if (head.family == 3 || packet.size() < 21 + static_cast<std::size_t>(head.channels))
        return false;
    head.streams = std::to_integer<int>(packet[19]);
    head.coupledStreams = std::to_integer<int>(packet[20]);
    for (std::size_t c = 0; c < static_cast<std::size_t>(head.channels); ++c)
    {
        head.mapping[c] = std::to_integer<unsigned char>(packet[21 + c]);
        if (head.mapping[c] != 255 && head.mapping[c] >= head.streams + head.coupledStreams)
            return false;
    }
    return head.streams > 0 && head.coupledStreams <= head.streams && head.streams + head.coupledStreams <= 255;
}

} // namespace

std::optional<OpusHead> OpusHead::parse(std::span<const std::byte> packet)
{
    if (packet.size() < 19 || std::memcmp(packet.data(), "OpusHead", 8) != 0 ||
        (std::to_integer<int>(packet[8]) & 0xF0) != 0) // a major version that changes everything
        return std::nullopt;
    const auto word = [&](std::size_t at)
    { return std::to_integer<int>(packet[at]) | std::to_integer<int>(packet[at + 1]) << 8; };

    OpusHead head;
    head.channels = std::to_integer<int>(packet[9]);
    head.preSkip = word(10);
    head.outputGain = static_cast<std::int16_t>(word(16));
    head.family = std::to_integer<int>(packet[18]);
    if (head.channels == 0)
        return std::nullopt;
    if (head.family != 0)
        return tryReadMapping(head, packet) ? std::optional(head) : std::nullopt;
    if (head.channels > 2)
        return std::nullopt;
    head.coupledStreams = head.channels - 1;
    head.mapping[1] = 1;
    return head;
}

} // namespace loophole::signal
