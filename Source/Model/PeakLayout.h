#pragma once

#include "Core/Frames.h"
#include "Core/Limits.h"

#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

/** What a peak file looks like. Little-endian. Header, then a table of checksums, then the levels, coarsest first. */
namespace loophole
{

/** Minimum, maximum and root mean square of a run of samples of one channel, full scale ±1. */
struct Peak
{
    float min = 0;
    float max = 0;
    float rms = 0;

    bool operator==(const Peak&) const = default;
};
static_assert(sizeof(Peak) == 12, "peaks are read in place from the file");

/** 128 bits that name a content wherever it lies. */
struct ContentKey
{
    std::array<std::uint8_t, 16> bytes{};

    [[nodiscard]] bool isNone() const { return *this == ContentKey{}; }
    /** 32 lower-case hexadecimal digits. */
    [[nodiscard]] std::string hex() const;

    auto operator<=>(const ContentKey&) const = default;
};

/** The first bytes of a peak file, as they lie there. */
struct PeakHeader
{
    /** The high bit, the line ends and the ^Z show a transfer that took the file for text. */
    static constexpr std::array<char, 8> magicBytes{'\x89', 'L', 'H', 'P', '\r', '\n', '\x1a', '\n'};
    static constexpr std::uint32_t currentVersion = 2;

    std::array<char, 8> magic = magicBytes;
    std::uint32_t version = currentVersion;
    std::int32_t channels = 0;
    std::int64_t length = 0; ///< frames
    std::int32_t sampleRate = 0;
    std::int32_t levelCount = 0;
    ContentKey contentKey;      ///< of parts of the medium
    ContentKey fullHash;        ///< of all of it, or zero
    std::uint64_t reserved = 0; ///< zero
    std::uint64_t checksum = 0; ///< XXH3-64 of this header with `checksum` zero, and of the table of checksums

    bool operator==(const PeakHeader&) const = default;
};
static_assert(sizeof(PeakHeader) == 80, "the header is read as it lies in the file");

/**
    Where the peaks of a medium of so many channels and frames lie in its peak file. Level k has one peak for 64·4^k
    frames, the last one for what is left; the coarsest level is the first that has no more than one. A section is
    one level of one channel: an array of Peak in time order. The coarsest level stands first, so that an overview
    needs only the first pages of the file.
*/
class PeakLayout
{
public:
    static constexpr std::int64_t finestFrames = 64;
    static constexpr std::int64_t ratio = 4;

    /**
        A stretch of 2^20 frames is what is computed and written at once; the peaks of one stretch at one level are a
        piece. Levels above `stretchLevel`, whose peaks are longer than a stretch, are one piece.
    */
    static constexpr int stretchLevel = 7;
    static constexpr std::int64_t stretchFrames = finestFrames << (2 * stretchLevel);

    /** More frames than any file has; bounds the arithmetic below. */
    static constexpr std::int64_t longest = std::int64_t{1} << 48;

    /** 1 ≤ channels ≤ limits::maxChannels and 0 ≤ length ≤ longest. */
    PeakLayout(int channels, FrameCount length);
    [[nodiscard]] static bool isPossible(std::int64_t channels, std::int64_t length)
    {
        return channels >= 1 && channels <= limits::maxChannels && length >= 0 && length <= longest;
    }

    [[nodiscard]] int channels() const { return channelCount; }
    [[nodiscard]] FrameCount length() const { return FrameCount(frames); }
    [[nodiscard]] int levelCount() const { return levels; }
    [[nodiscard]] FrameCount framesPerPeak(int level) const { return FrameCount(finestFrames << (2 * level)); }
    [[nodiscard]] std::int64_t peakCount(int level) const;
    /** Fewer than framesPerPeak only for the last one. */
    [[nodiscard]] std::int64_t framesIn(int level, std::int64_t index) const;

    /** Bytes from the beginning of the file. */
    [[nodiscard]] std::int64_t sectionOffset(int level, int channel) const;
    [[nodiscard]] std::int64_t sectionBytes(int level) const;
    [[nodiscard]] std::int64_t fileBytes() const;

    [[nodiscard]] std::int64_t stretchCount() const { return (frames + stretchFrames - 1) / stretchFrames; }
    [[nodiscard]] std::int64_t pieceCount(int level) const;
    /** In peaks; only the last piece of a section holds fewer. */
    [[nodiscard]] std::int64_t piecePeaks(int level) const;

    /**
        One checksum a piece, so that any can be trusted or not by itself: piece by piece within channel by channel
        within level by level, the finest first; the table follows the header.
    */
    [[nodiscard]] std::size_t checksumCount() const { return checksumsBelow(levels); }
    [[nodiscard]] std::size_t checksumIndex(int level, int channel, std::int64_t piece) const
    {
        return checksumsBelow(level) + static_cast<std::size_t>(channel * pieceCount(level) + piece);
    }

private:
    [[nodiscard]] std::size_t checksumsBelow(int level) const;

    int channelCount;
    std::int64_t frames;
    int levels;
};

/** PeakHeader::checksum of a header and its table. */
[[nodiscard]] std::uint64_t checksumOf(const PeakHeader&, std::span<const std::uint64_t> table);

/** XXH3-64 of the bytes of a piece. */
[[nodiscard]] std::uint64_t checksumOf(std::span<const std::byte>);

} // namespace loophole
