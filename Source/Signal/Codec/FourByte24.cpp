#include "Signal/Codec/FourByte24.h"

#include "Signal/Codec/ByteOrder.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <vector>

namespace loophole::signal
{

namespace
{

constexpr std::size_t mostLevels = 16;

} // namespace

SampleEncoding encodingOfFourByte24(std::span<const std::byte> samples)
{
    bool isAtTop = true;
    bool isAtBottom = true;
    bool isFloat = true;
    std::vector<std::uint32_t> different;
    for (; samples.size() >= 4; samples = samples.subspan(4))
    {
        const auto word = loadWord<std::uint32_t>(samples, std::endian::little);
        const auto top = word >> 24;
        const auto value = std::bit_cast<float>(word);
        isAtTop = isAtTop && (word & 0xFF) == 0;
        isAtBottom = isAtBottom && (top == 0 || (top == 0xFF && (word & 0x800000) != 0));
        isFloat = isFloat && std::abs(value) <= 0x1p23f && value == std::trunc(value) && (word == 0 || value != 0.0f);
        if (different.size() < mostLevels && std::ranges::find(different, word) == different.end())
            different.push_back(word);
    }
    // Whole numbers up to 2^23. Integers at the top that are all whole as floats too have a few levels, as a square
    // wave does.
    if (isFloat && different.size() == mostLevels)
        return SampleEncoding::float24Little;
    return isAtTop || !isAtBottom ? SampleEncoding::int32Little : SampleEncoding::int24LowLittle;
}

Outcome<SampleEncoding> encodingOfFourByte24(DiskThread& thread, const MediaFile& file, std::int64_t offset,
                                             std::int64_t bytes)
{
    constexpr std::int64_t pieces = 16;
    constexpr std::int64_t pieceBytes = 4096;
    std::vector<std::byte> samples;
    for (std::int64_t i = 0; i < pieces; ++i)
    {
        const auto place = std::max<std::int64_t>(0, bytes - pieceBytes) / (pieces - 1) * i / 4 * 4;
        std::vector<std::byte> piece(static_cast<std::size_t>(std::min(pieceBytes, bytes)));
        const auto count = file.readAt(thread, offset + place, piece);
        if (!count)
            return count.failure();
        samples.insert(samples.end(), piece.begin(),
                       piece.begin() + static_cast<std::ptrdiff_t>(count.value() / 4 * 4));
    }
    return encodingOfFourByte24(samples);
}

} // namespace loophole::signal
