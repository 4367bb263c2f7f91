#include "Signal/Codec/MpegFrames.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <string_view>
#include <vector>

namespace loophole::signal
{

namespace
{

constexpr std::int64_t searchedBytes = 64 << 10;
constexpr int provingFrames = 4;
/** The longest frame there is: layer II, 384 kbit/s at 8 kHz would be 6,912 bytes; free format may be a little more. */
constexpr std::int64_t longestFrame = 8192;

constexpr int bitrates[5][16] = {
    {0, 32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448, -1}, // version 1 layer I
    {0, 32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384, -1},    // version 1 layer II
    {0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, -1},     // version 1 layer III
    {0, 32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256, -1},    // version 2 layer I
    {0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160, -1}};        // version 2 layers II and III

std::uint32_t bigEndian32(std::span<const std::byte> bytes)
{
    return std::to_integer<std::uint32_t>(bytes[0]) << 24 | std::to_integer<std::uint32_t>(bytes[1]) << 16 |
           std::to_integer<std::uint32_t>(bytes[2]) << 8 | std::to_integer<std::uint32_t>(bytes[3]);
}

int frameBytes(int layer, bool isVersion1, int kilobits, int sampleRate, int padding)
{
    if (layer == 1)
        return (12'000 * kilobits / sampleRate + padding) * 4;
    const int samplesEighth = layer == 3 && !isVersion1 ? 72'000 : 144'000;
    return samplesEighth * kilobits / sampleRate + padding;
}

/** The head of a file from `start` on, where every candidate is looked at. */
struct Searched
{
    std::vector<std::byte> bytes;
    std::int64_t start = 0;
    std::int64_t end = 0; ///< of the stream in the file: proof may be that the frames end here

    [[nodiscard]] std::optional<MpegFrameHeader> headerAt(std::size_t at) const
    {
        return at + 4 <= bytes.size() ? MpegFrameHeader::parse(std::span(bytes).subspan(at, 4)) : std::nullopt;
    }
    [[nodiscard]] bool isEnd(std::size_t at) const { return start + static_cast<std::int64_t>(at) >= end; }

    /** In the free format every frame but for padding is as long as the first; 0 when there is no second. */
    [[nodiscard]] std::size_t freeFormatLength(std::size_t at, const MpegFrameHeader& first) const
    {
        for (std::size_t next = at + 24; next < at + longestFrame; ++next)
            if (const auto header = headerAt(next);
                header && header->bytes == 0 && header->constantBits == first.constantBits)
                return next - at;
        return 0;
    }

    /** Follows the frames from `at`; true when there are enough of them, or at the very beginning when they are all. */
    [[nodiscard]] bool provesStreamAt(std::size_t at, const MpegFrameHeader& first) const
    {
        const auto freeLength = first.bytes == 0 ? freeFormatLength(at, first) : 0;
        int frames = 0;
        for (auto next = at; frames < provingFrames; ++frames)
        {
            if (isEnd(next))
                return frames > 0 && at == 0;
            auto header = headerAt(next);
            if (!header && freeLength > 0) // a padded frame of the free format is one slot longer
                header = headerAt(next += first.layer == 1 ? 4 : 1);
            if (!header || header->constantBits != first.constantBits)
                return false;
            const auto length = header->bytes > 0 ? static_cast<std::size_t>(header->bytes) : freeLength;
            if (length < 4)
                return false;
            next += length;
            if (next > bytes.size()) // a last frame that is cut off proves nothing by itself
                return frames > 0 && at == 0;
        }
        return true;
    }
};

Outcome<std::int64_t> tailStart(DiskThread& thread, const MediaFile& file, std::int64_t from)
{
    auto end = file.size();
    for (bool found = true; found;)
    {
        found = false;
        std::array<std::byte, 128> tail{};
        if (end - from < 128)
            break;
        const auto read = file.readAt(thread, end - 128, tail);
        if (!read)
            return read.failure();
        const std::string_view text(reinterpret_cast<const char*>(tail.data()), tail.size());
        std::int64_t tagBytes = 0;
        if (text.starts_with("TAG"))
            tagBytes = 128;
        else if (text.substr(96).starts_with("APETAGEX")) // its footer: size without the header at 12, flags at 20
            tagBytes = std::to_integer<int>(tail[108]) + (std::to_integer<int>(tail[109]) << 8) +
                       (std::to_integer<int>(tail[110]) << 16) + (std::to_integer<std::int64_t>(tail[111]) << 24) +
                       ((std::to_integer<int>(tail[119]) & 0x80) != 0 ? 32 : 0);
        else if (text.ends_with("LYRICS200")) // six decimal digits before it: the size without both of them
            for (int digit = 0; digit < 6; ++digit)
                tagBytes = tagBytes * 10 + std::clamp(text[static_cast<std::size_t>(113 + digit)] - '0', 0, 9) +
                           (digit == 5 ? 15 : 0);
        if (tagBytes >= 32 && tagBytes <= end - from)
        {
            end -= tagBytes;
            found = true;
        }
    }
    return end;
}

} // namespace

std::optional<MpegFrameHeader> MpegFrameHeader::parse(std::span<const std::byte> bytes)
{
    const auto word = bytes.size() < 4 ? 0 : bigEndian32(bytes);
    const auto version = word >> 19 & 3; // 0: 2.5, 1: reserved, 2: 2, 3: 1
    const auto layerBits = word >> 17 & 3;
    const auto bitrateIndex = word >> 12 & 15;
    const auto rateIndex = word >> 10 & 3;
    if (word >> 21 != 0x7FF || version == 1 || layerBits == 0 || bitrateIndex == 15 || rateIndex == 3 ||
        (word & 3) == 2)
        return std::nullopt;

    constexpr int rates[] = {44'100, 48'000, 32'000};
    const bool isVersion1 = version == 3;
    MpegFrameHeader header;
    header.layer = 4 - static_cast<int>(layerBits);
    header.sampleRate = rates[rateIndex] >> (isVersion1 ? 0 : version == 2 ? 1 : 2);
    header.channels = (word >> 6 & 3) == 3 ? 1 : 2;
    header.samples = header.layer == 1 ? 384 : header.layer == 3 && !isVersion1 ? 576 : 1152;
    const auto table = isVersion1 ? header.layer - 1 : header.layer == 1 ? 3 : 4;
    const int kilobits = bitrates[table][bitrateIndex];
    header.bytes = kilobits == 0 ? 0
                                 : frameBytes(header.layer, isVersion1, kilobits, header.sampleRate,
                                              static_cast<int>(word >> 9 & 1));
    header.constantBits = (word & 0xFFFE0C00u) | (header.channels == 1 ? 1u : 0u);
    return header;
}

Outcome<std::optional<MpegStream>> findMpegStream(DiskThread& thread, const MediaFile& file, std::int64_t from)
{
    const auto end = tailStart(thread, file, from);
    if (!end)
        return end.failure();

    Searched searched{std::vector<std::byte>(static_cast<std::size_t>(
                          std::clamp<std::int64_t>(end.value() - from, 0, searchedBytes + 6 * longestFrame))),
                      from, end.value()};
    const auto read = file.readAt(thread, from, searched.bytes);
    if (!read)
        return read.failure();
    searched.bytes.resize(read.value());

    const auto candidates = std::min<std::size_t>(searched.bytes.size(), searchedBytes);
    for (std::size_t at = 0; at < candidates; ++at)
    {
        const auto header = searched.bytes[at] == std::byte{0xFF} ? searched.headerAt(at) : std::nullopt;
        if (header && searched.provesStreamAt(at, *header))
            return std::optional(MpegStream{from + static_cast<std::int64_t>(at), end.value(), *header});
    }
    return std::optional<MpegStream>();
}

} // namespace loophole::signal
