#pragma once

#include "Core/Frames.h"

#include <cstdint>

namespace loophole
{

/** What the transport is doing. Positions are session frames. */
struct TransportState
{
    bool isPlaying = false;
    bool isLooping = false;
    bool isScrubbing = false;
    FrameRange loop;                  ///< played when isLooping and not empty
    FramePosition position;           ///< the frame that the next callback starts with
    double rate = 1;                  ///< varispeed; while scrubbing the pointer's speed, negative is backwards
    std::uint32_t seekGeneration = 0; ///< counts seeks, so that a position can be told from one of before

    bool operator==(const TransportState&) const = default;
};

} // namespace loophole
