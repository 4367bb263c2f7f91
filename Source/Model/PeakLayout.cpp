#include "Model/PeakLayout.h"

#include <cassert>
#include <xxhash.h>

namespace loophole
{

namespace
{

/** Sections begin on a cache line. */
constexpr std::int64_t tableAlignment = 64;

int levelsFor(std::int64_t frames)
{
    int level = 0;
    while ((PeakLayout::finestFrames << (2 * level)) < frames)
        ++level;
    return level + 1;
}

} // namespace

std::string ContentKey::hex() const
{
    constexpr auto digits = "0123456789abcdef";
    std::string text;
    for (const auto byte : bytes)
    {
        text += digits[byte >> 4];
        text += digits[byte & 15];
    }
    return text;
}

PeakLayout::PeakLayout(int channels, FrameCount length)
    : channelCount(channels), frames(length.value()), levels(levelsFor(length.value()))
{
    assert(isPossible(channels, length.value()));
}

std::int64_t PeakLayout::peakCount(int level) const
{
    const auto span = finestFrames << (2 * level);
    return (frames + span - 1) / span;
}

std::int64_t PeakLayout::framesIn(int level, std::int64_t index) const
{
    const auto span = finestFrames << (2 * level);
    return std::clamp<std::int64_t>(frames - index * span, 0, span);
}

std::int64_t PeakLayout::sectionBytes(int level) const
{
    return peakCount(level) * static_cast<std::int64_t>(sizeof(Peak));
}

std::int64_t PeakLayout::piecePeaks(int level) const
{
    return level <= stretchLevel ? stretchFrames / framesPerPeak(level).value() : peakCount(level);
}

std::int64_t PeakLayout::pieceCount(int level) const
{
    return level <= stretchLevel ? stretchCount() : 1;
}

std::size_t PeakLayout::checksumsBelow(int level) const
{
    const auto ofStretches = std::min(level, stretchLevel + 1);
    return static_cast<std::size_t>(channelCount) *
           (static_cast<std::size_t>(ofStretches) * static_cast<std::size_t>(stretchCount()) +
            static_cast<std::size_t>(level - ofStretches));
}

std::int64_t PeakLayout::sectionOffset(int level, int channel) const
{
    const auto head = sizeof(PeakHeader) + checksumCount() * sizeof(std::uint64_t);
    auto offset = (static_cast<std::int64_t>(head) + tableAlignment - 1) / tableAlignment * tableAlignment;
    for (int above = levels - 1; above > level; --above)
        offset += channelCount * sectionBytes(above);
    return offset + channel * sectionBytes(level);
}

std::int64_t PeakLayout::fileBytes() const
{
    return sectionOffset(0, channelCount - 1) + sectionBytes(0);
}

std::uint64_t checksumOf(std::span<const std::byte> bytes)
{
    return XXH3_64bits(bytes.data(), bytes.size());
}

std::uint64_t checksumOf(const PeakHeader& header, std::span<const std::uint64_t> table)
{
    auto unsealed = header;
    unsealed.checksum = 0;
    const auto seed = checksumOf(std::as_bytes(std::span(&unsealed, 1)));
    return XXH3_64bits_withSeed(table.data(), table.size_bytes(), seed);
}

} // namespace loophole
