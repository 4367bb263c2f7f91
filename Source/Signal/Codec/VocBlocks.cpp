#include "Signal/Codec/VocBlocks.h"

#include "Signal/Codec/ByteOrder.h"

#include <array>

namespace loophole::signal
{
namespace
{

constexpr std::int64_t offsetOfHeaderSize = 20;
constexpr int mostBlocks = 64; ///< to be looked at: texts and marks may stand before the sound

enum Block : std::uint8_t
{
    end = 0,
    sound = 1,
    moreSound = 2,
    silence = 3,
    repeat = 6,
    soundOfAnyDepth = 9
};

bool isHeard(std::uint8_t type)
{
    return type == sound || type == moreSound || type == silence || type == repeat || type == soundOfAnyDepth;
}

/** At most two. */
int countHeard(MediaCursor& cursor)
{
    std::array<std::byte, 4> head{};
    cursor.trySeek(offsetOfHeaderSize);
    if (cursor.read(std::span(head).first(2)) < 2)
        return 0;
    std::int64_t at = loadWord<std::uint16_t>(std::span<const std::byte>(head).first(2), std::endian::little);
    int heard = 0;
    for (int block = 0; block < mostBlocks && heard < 2; ++block)
    {
        cursor.trySeek(at);
        if (cursor.read(head) < head.size())
            break;
        const auto type = std::to_integer<std::uint8_t>(head[0]);
        if (type == end)
            break;
        heard += isHeard(type) ? 1 : 0;
        at += 4 + (loadWord<std::uint32_t>(std::span<const std::byte>(head), std::endian::little) >> 8);
    }
    return heard;
}

} // namespace

bool hasSeveralVocBlocks(MediaCursor& cursor)
{
    const auto before = cursor.position();
    const auto heard = countHeard(cursor);
    cursor.trySeek(before);
    return heard > 1;
}

} // namespace loophole::signal
