#include "Signal/Codec/FlacFrames.h"

#include "Signal/Codec/ByteOrder.h"

#include <algorithm>
#include <array>
#include <cstring>

namespace loophole::signal
{

namespace
{

/** Read at a time while looking for a frame: about four frames of 16-bit stereo. */
constexpr std::int64_t searchBytes = 32 << 10;

/** As much at a time where a long stretch has none. */
constexpr std::int64_t longestWindow = 1 << 20;

constexpr std::array<std::int64_t, 3> tailWindows{64 << 10, 512 << 10, 4 << 20};

/** A frame may contain what looks like headers; more than this many in the tail is an attack. */
constexpr std::size_t mostFalseEnds = 64;

/** Every header in `bytes`, which stand at `offset` of the file. */
std::vector<FlacFrame> framesIn(std::span<const std::byte> bytes, std::int64_t offset, const FlacShape& shape)
{
    std::vector<FlacFrame> frames;
    for (std::size_t at = 0; at < bytes.size(); ++at)
    {
        const auto* sync = static_cast<const std::byte*>(std::memchr(bytes.data() + at, 0xFF, bytes.size() - at));
        if (sync == nullptr)
            break;
        at = static_cast<std::size_t>(sync - bytes.data());
        if (auto frame = parseFlacFrame(bytes.subspan(at), shape))
        {
            frame->offset = offset + static_cast<std::int64_t>(at);
            frames.push_back(*frame);
        }
    }
    return frames;
}

/** Where the audio ends: before an ID3v1 tag, which some taggers append to FLAC files too. */
std::size_t audioEnd(std::span<const std::byte> tail)
{
    constexpr std::size_t tagBytes = 128;
    const bool isTagged = tail.size() > tagBytes && beginsWith(tail.last(tagBytes), "TAG");
    return isTagged ? tail.size() - tagBytes : tail.size();
}

/** The last of `frames` that reaches with a right CRC-16 to the beginning of a later one or to the end. */
std::optional<FlacFrame> lastWhole(std::span<const std::byte> tail, std::int64_t tailOffset,
                                   const std::vector<FlacFrame>& frames)
{
    std::size_t tries = 0;
    for (auto frame = frames.size(); frame-- > 0;)
        for (auto end = frame + 1; end <= std::min(frames.size(), frame + 3); ++end)
        {
            const auto from = static_cast<std::size_t>(frames[frame].offset - tailOffset);
            const auto to =
                end < frames.size() ? static_cast<std::size_t>(frames[end].offset - tailOffset) : audioEnd(tail);
            if (to > from && hasRightCrc(tail.subspan(from, to - from)))
                return frames[frame];
            if (++tries > mostFalseEnds)
                return std::nullopt;
        }
    return std::nullopt;
}

} // namespace

Outcome<std::vector<std::byte>> FlacFrames::load(DiskThread& thread, std::int64_t from, std::int64_t to) const
{
    std::vector<std::byte> bytes(static_cast<std::size_t>(std::max<std::int64_t>(0, std::min(to, file.size()) - from)));
    const auto count = file.readAt(thread, from, bytes);
    if (!count)
        return count.failure();
    bytes.resize(count.value());
    return bytes;
}

Outcome<std::optional<FlacFrame>> FlacFrames::findFirst(DiskThread& thread) const
{
    const auto frames = framesFrom(thread, firstOffset, file.size());
    if (!frames)
        return frames.failure();
    return frames.value().empty() ? std::optional<FlacFrame>() : frames.value().front();
}

Outcome<std::optional<FlacFrame>> FlacFrames::findLast(DiskThread& thread) const
{
    for (const auto window : tailWindows)
    {
        const auto from = std::max(firstOffset, file.size() - window);
        const auto loaded = load(thread, from, file.size());
        if (!loaded)
            return loaded.failure();
        const std::span<const std::byte> tail(loaded.value());
        const auto frames = framesIn(tail, from, shape);
        if (const auto last = lastWhole(tail, from, frames); last || from == firstOffset)
            return last;
    }
    return std::optional<FlacFrame>();
}

Outcome<std::vector<FlacFrame>> FlacFrames::framesFrom(DiskThread& thread, std::int64_t from, std::int64_t to) const
{
    auto window = searchBytes;
    for (auto at = from; at < to; at += window, window = std::min(2 * window, longestWindow))
    {
        const auto end = std::min(to, at + window);
        // A header that begins in the stretch may end behind it.
        const auto loaded = load(thread, at, end + static_cast<std::int64_t>(longestFlacFrameHeader));
        if (!loaded)
            return loaded.failure();
        auto frames = framesIn(loaded.value(), at, shape);
        std::erase_if(frames, [&](const FlacFrame& frame) { return frame.offset >= end; });
        if (!frames.empty())
            return frames;
    }
    return std::vector<FlacFrame>();
}

Outcome<std::optional<FlacFrame>> FlacFrames::find(DiskThread& thread, std::int64_t target, std::int64_t length) const
{
    // The frame is neither before byte `low` nor at or behind `high`; frames lowFrame and highFrame stand there.
    auto low = firstOffset;
    auto high = file.size();
    std::int64_t lowFrame = 0;
    auto highFrame = std::max(length, target + 1);
    std::optional<FlacFrame> nearest;
    for (int step = 0; low < high; ++step)
    {
        // Straight to where it should be at an even bit rate; every third time to the middle, which bounds the steps
        // where the rate is anything but even.
        const auto share = static_cast<double>(target - lowFrame) / static_cast<double>(highFrame - lowFrame);
        const auto aim =
            step % 3 == 2 ? (high - low) / 2 : static_cast<std::int64_t>(share * static_cast<double>(high - low));
        const auto from = std::clamp(low + aim - searchBytes / 2, low, high - 1);
        auto scanned = framesFrom(thread, from, high);
        if (!scanned)
            return scanned.failure();
        auto& frames = scanned.value();
        std::erase_if(frames, [&](const FlacFrame& f) { return f.start < lowFrame || f.start > highFrame; });

        const auto later = std::find_if(frames.begin(), frames.end(), [&](const auto& f) { return f.start > target; });
        if (later == frames.begin())
        {
            highFrame = frames.empty() ? highFrame : later->start;
            high = from;
            continue;
        }
        nearest = *(later - 1);
        if (nearest->end() > target || later != frames.end())
            break;
        low = nearest->offset + 1;
        lowFrame = nearest->end();
    }
    return nearest;
}

} // namespace loophole::signal
