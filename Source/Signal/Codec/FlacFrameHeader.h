#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

namespace loophole::signal
{

/** What all frames of a FLAC stream have in common; a header that says otherwise belongs to no frame of it. */
struct FlacShape
{
    int channels = 0;
    int bitsPerSample = 0;
    int sampleRate = 0;
    std::int64_t blockFrames = 0; ///< of every FLAC frame but the last, where these are numbered
    std::int64_t origin = 0;      ///< what the first frame is numbered, in audio frames: not 0 where a stream was cut
};

/** The header of one FLAC frame (RFC 9639, 9.1), placed in its stream. */
struct FlacFrame
{
    std::int64_t offset = 0; ///< byte in the file at which it begins
    std::int64_t start = 0;  ///< its first audio frame
    std::int64_t frames = 0;
    bool isNumberedByBlock = false; ///< and not by audio frame

    [[nodiscard]] std::int64_t end() const { return start + frames; }
};

/** The frame that begins at the front of `bytes`: its sync code, its CRC-8 and the stream's shape must all agree. */
[[nodiscard]] std::optional<FlacFrame> parseFlacFrame(std::span<const std::byte> bytes, const FlacShape&);

/** Whether the last two of a whole frame's bytes are the CRC-16 of all before them (9.3). */
[[nodiscard]] bool hasRightCrc(std::span<const std::byte> frame);

/** Sync and flags 4, number 7, block size 2, rate 2, CRC-8: the bytes that parsing may want. */
inline constexpr std::size_t longestFlacFrameHeader = 16;

} // namespace loophole::signal
