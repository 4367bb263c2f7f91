#pragma once

#include "Signal/Codec/MediaFile.h"

#include <optional>
#include <span>

namespace loophole::signal
{

/** The four bytes before every MPEG audio frame (ISO 11172-3 §2.4.1.3, ISO 13818-3, and the 2.5 extension). */
struct MpegFrameHeader
{
    int layer = 0; ///< 1 … 3
    int sampleRate = 0;
    int channels = 0;
    int samples = 0;                ///< a channel
    int bytes = 0;                  ///< of the whole frame; 0 in the free format, where only the next header tells
    std::uint32_t constantBits = 0; ///< what no frame of a stream may change: version, layer, rate, mono or not

    /** Nothing for four bytes that are no header, including reserved values and AAC's ADTS (layer 0). */
    [[nodiscard]] static std::optional<MpegFrameHeader> parse(std::span<const std::byte> bytes);
};

/** Where a stream of MPEG audio frames lies in a file: bytes [start, end). */
struct MpegStream
{
    std::int64_t start = 0;
    std::int64_t end = 0;
    MpegFrameHeader first;
};

/**
    Looks for MPEG audio from byte `from` on, behind at most 64 KiB of anything else. One header is no proof, nor are
    two: AAC, CAF and random data have them. A stream is four consecutive frames that agree on what may not change, or
    fewer that are all there is from `from` to the end. ID3v1, APE and Lyrics3 tags at the end are left out.
*/
[[nodiscard]] Outcome<std::optional<MpegStream>> findMpegStream(DiskThread&, const MediaFile&, std::int64_t from);

} // namespace loophole::signal
