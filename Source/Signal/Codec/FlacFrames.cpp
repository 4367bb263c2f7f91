#include "Signal/Codec/FlacFrames.h"

#include "Signal/Codec/ByteOrder.h"

#include <algorithm>
#include <array>
#include <cstring>

namespace loophole::signal
{

namespace
{

/** Sync and flags 4, number 7, block size 2, rate 2, CRC-8. */
constexpr std::size_t longestHeader = 16;

/** Read at a time while looking for a frame: about four frames of 16-bit stereo. */
constexpr std::int64_t searchBytes = 32 << 10;

/** As much at a time where a long stretch has none. */
constexpr std::int64_t longestWindow = 1 << 20;

constexpr std::array<std::int64_t, 3> tailWindows{64 << 10, 512 << 10, 4 << 20};

/** A frame may contain what looks like headers; more than this many in the tail is an attack. */
constexpr std::size_t mostFalseEnds = 64;

template <class Word, Word polynomial>
constexpr std::array<Word, 256> makeCrcTable()
{
    std::array<Word, 256> table{};
    for (std::size_t byte = 0; byte < table.size(); ++byte)
    {
        auto word = static_cast<Word>(byte << (8 * (sizeof(Word) - 1)));
        for (int bit = 0; bit < 8; ++bit)
        {
            const bool carries = (word >> (8 * sizeof(Word) - 1)) != 0;
            word = static_cast<Word>(word << 1);
            if (carries)
                word = static_cast<Word>(word ^ polynomial);
        }
        table[byte] = word;
    }
    return table;
}

/** x⁸ + x² + x + 1 and x¹⁶ + x¹⁵ + x² + 1 (RFC 9639, 9.1.8 and 9.3), both starting at 0. */
constexpr auto crc8Table = makeCrcTable<std::uint8_t, 0x07>();
constexpr auto crc16Table = makeCrcTable<std::uint16_t, 0x8005>();

std::uint8_t crc8(std::span<const std::byte> bytes)
{
    std::uint8_t crc = 0;
    for (const auto byte : bytes)
        crc = crc8Table[crc ^ std::to_integer<std::uint8_t>(byte)];
    return crc;
}

std::uint16_t crc16(std::span<const std::byte> bytes)
{
    std::uint16_t crc = 0;
    for (const auto byte : bytes)
        crc = static_cast<std::uint16_t>(
            crc << 8 ^ crc16Table[static_cast<std::size_t>(crc >> 8) ^ std::to_integer<std::size_t>(byte)]);
    return crc;
}

/** Reads the fields of a header one after the other; running past the end makes it invalid. */
class HeaderFields
{
public:
    explicit HeaderFields(std::span<const std::byte> bytes) : bytes(bytes) {}

    std::uint32_t next(std::size_t count)
    {
        std::uint32_t value = 0;
        for (std::size_t i = 0; i < count; ++i)
            value = value << 8 | nextByte();
        return value;
    }

    /** A frame or sample number in the extended UTF-8 of up to 36 bits (9.1.5). */
    std::int64_t nextNumber()
    {
        const auto lead = nextByte();
        const int length = lead < 0x80 ? 1 : std::countl_one(static_cast<std::uint8_t>(lead));
        if (length > 7 || (lead >= 0x80 && length < 2))
            isValid = false;
        if (lead < 0x80 || !isValid)
            return lead;
        std::int64_t number = lead & (0x7Fu >> length);
        for (int i = 1; i < length; ++i)
        {
            const auto byte = nextByte();
            isValid = isValid && (byte & 0xC0) == 0x80;
            number = number << 6 | (byte & 0x3F);
        }
        return number;
    }

    /** The CRC-8 of all fields so far is the next byte. */
    bool endsWithCrc()
    {
        const auto read = position;
        const auto expected = nextByte();
        return isValid && crc8(bytes.first(read)) == expected;
    }

    bool isValid = true;

private:
    std::uint32_t nextByte()
    {
        if (position >= bytes.size())
        {
            isValid = false;
            return 0;
        }
        return std::to_integer<std::uint32_t>(bytes[position++]);
    }

    std::span<const std::byte> bytes;
    std::size_t position = 0;
};

std::int64_t blockFramesFor(std::uint32_t code, HeaderFields& fields)
{
    if (code == 1)
        return 192;
    if (code >= 2 && code <= 5)
        return std::int64_t{576} << (code - 2);
    if (code == 6 || code == 7)
        return std::int64_t{fields.next(code - 5)} + 1;
    fields.isValid = fields.isValid && code >= 8;
    return code >= 8 ? std::int64_t{256} << (code - 8) : 0;
}

/** 0 where the stream's own rate holds. */
int rateFor(std::uint32_t code, HeaderFields& fields)
{
    constexpr std::array fixed{0, 88200, 176400, 192000, 8000, 16000, 22050, 24000, 32000, 44100, 48000, 96000};
    if (code < fixed.size())
        return fixed[code];
    if (code == 12)
        return static_cast<int>(fields.next(1)) * 1000;
    if (code == 13)
        return static_cast<int>(fields.next(2));
    if (code == 14)
        return static_cast<int>(fields.next(2)) * 10;
    fields.isValid = false;
    return 0;
}

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

bool hasRightCrc(std::span<const std::byte> frame)
{
    return frame.size() > 2 &&
           crc16(frame.first(frame.size() - 2)) == loadWord<std::uint16_t>(frame.last(2), std::endian::big);
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

std::optional<FlacFrame> parseFlacFrame(std::span<const std::byte> bytes, const FlacShape& shape)
{
    if (bytes.size() < 2 || (bytes[1] & std::byte{0xFE}) != std::byte{0xF8})
        return std::nullopt;
    HeaderFields fields(bytes.first(std::min(bytes.size(), longestHeader)));
    const auto sync = fields.next(2);
    const auto sizes = fields.next(1);
    const auto layout = fields.next(1);
    if ((sync & 0xFFFE) != 0xFFF8 || (layout & 1) != 0)
        return std::nullopt;
    const auto number = fields.nextNumber();
    const auto frames = blockFramesFor(sizes >> 4, fields);
    const auto rate = rateFor(sizes & 15, fields);
    if (!fields.endsWithCrc())
        return std::nullopt;

    constexpr std::array depths{0, 8, 12, -1, 16, 20, 24, 32};
    const auto depth = depths[layout >> 1 & 7];
    const auto assignment = static_cast<int>(layout >> 4);
    const auto channels = assignment < 8 ? assignment + 1 : assignment < 11 ? 2 : 0;
    if (channels != shape.channels || (depth != 0 && depth != shape.bitsPerSample) ||
        (rate != 0 && rate != shape.sampleRate))
        return std::nullopt;
    const bool isVariable = (sync & 1) != 0;
    const auto start = (isVariable ? number : number * shape.blockFrames) - shape.origin;
    return start < 0 ? std::nullopt : std::optional(FlacFrame{0, start, frames, !isVariable});
}

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
        const auto loaded = load(thread, at, end + static_cast<std::int64_t>(longestHeader));
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
