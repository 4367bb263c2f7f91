#pragma once

#include "Signal/Codec/MpegFrames.h"

#include <cstdint>
#include <span>

namespace loophole::signal
{

/**
    MPEG frames to decode before the first one wanted. A layer III frame may begin up to 511 bytes (255 from MPEG-2
    on) back in the main data of those before it, and its own predecessor must be whole for the overlap; at the
    smallest bit rates that reaches far. The answer is the most that any frame of this file needs. `offsets`: bytes at
    which the frames begin, rising.
*/
[[nodiscard]] std::int64_t mp3FramesToPrepare(std::span<const std::int64_t> offsets, const MpegFrameHeader& first);

/** How much main data of layer III frames a decoder has that was given them one after the other (ISO 11172-3,
    2.4.3.4.7.1). */
class Mp3Reservoir
{
public:
    void clear() { held = 0; }

    /** A whole layer III frame: whether all that it borrows from those before it was there. */
    [[nodiscard]] bool add(std::span<const std::byte> frame, const MpegFrameHeader&);

private:
    std::int64_t held = 0;
};

} // namespace loophole::signal
