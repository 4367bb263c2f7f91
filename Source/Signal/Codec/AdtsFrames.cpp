#include "Signal/Codec/AdtsFrames.h"

#include <algorithm>
#include <vector>

namespace loophole::signal
{

namespace
{

constexpr std::int64_t searchedBytes = 64 << 10;
constexpr std::int64_t longestFrame = 8191; ///< the length field has 13 bits
constexpr int provingFrames = 4;

/** The length of the frame that begins here, or 0 where none does. */
std::size_t frameLength(std::span<const std::byte> bytes)
{
    if (bytes.size() < 7 || bytes[0] != std::byte{0xFF} || (bytes[1] & std::byte{0xF6}) != std::byte{0xF0})
        return 0;
    const auto rateIndex = std::to_integer<unsigned>(bytes[2]) >> 2 & 15;
    const auto length = (std::to_integer<std::size_t>(bytes[3]) & 3) << 11 |
                        std::to_integer<std::size_t>(bytes[4]) << 3 | std::to_integer<std::size_t>(bytes[5]) >> 5;
    return rateIndex < 13 && length > 7 ? length : 0;
}

/** What no frame of a stream may change: version, profile, rate and channels. */
bool agree(std::span<const std::byte> a, std::span<const std::byte> b)
{
    return a[1] == b[1] && (a[2] & std::byte{0xFD}) == (b[2] & std::byte{0xFD}) &&
           (a[3] & std::byte{0xC0}) == (b[3] & std::byte{0xC0});
}

bool provesStream(std::span<const std::byte> bytes, bool isAllThereIs)
{
    std::size_t at = 0;
    int frames = 0;
    for (; frames < provingFrames; ++frames)
    {
        const auto rest = bytes.subspan(std::min(at, bytes.size()));
        if (rest.size() < 7)
            return isAllThereIs && frames > 0 && at == bytes.size();
        const auto length = frameLength(rest);
        if (length == 0 || !agree(bytes, rest))
            return false;
        at += length;
    }
    return true;
}

} // namespace

Outcome<std::optional<std::int64_t>> findAdtsStream(DiskThread& thread, const MediaFile& file, std::int64_t from)
{
    const auto wanted =
        std::clamp<std::int64_t>(file.size() - from, 0, searchedBytes + (provingFrames + 1) * longestFrame);
    std::vector<std::byte> bytes(static_cast<std::size_t>(wanted));
    const auto read = file.readAt(thread, from, bytes);
    if (!read)
        return read.failure();
    bytes.resize(read.value());

    const bool reachesEnd = from + wanted == file.size();
    const auto all = std::span<const std::byte>(bytes);
    for (std::size_t at = 0; at < std::min<std::size_t>(all.size(), searchedBytes); ++at)
        if (frameLength(all.subspan(at)) > 0 && provesStream(all.subspan(at), reachesEnd && at == 0))
            return std::optional(from + static_cast<std::int64_t>(at));
    return std::optional<std::int64_t>();
}

} // namespace loophole::signal
