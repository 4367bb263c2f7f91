#include "Signal/Codec/FlacFrameHeader.h"

#include "Signal/Codec/ByteOrder.h"

#include <algorithm>
#include <array>
#include <bit>

namespace loophole::signal
{

namespace
{

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

} // namespace

std::optional<FlacFrame> parseFlacFrame(std::span<const std::byte> bytes, const FlacShape& shape)
{
    if (bytes.size() < 2 || (bytes[1] & std::byte{0xFE}) != std::byte{0xF8})
        return std::nullopt;
    HeaderFields fields(bytes.first(std::min(bytes.size(), longestFlacFrameHeader)));
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

bool hasRightCrc(std::span<const std::byte> frame)
{
    return frame.size() > 2 &&
           crc16(frame.first(frame.size() - 2)) == loadWord<std::uint16_t>(frame.last(2), std::endian::big);
}

} // namespace loophole::signal
