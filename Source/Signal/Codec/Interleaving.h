#pragma once

#include "Signal/Codec/SampleConversion.h"

#include <cstddef>
#include <span>

namespace loophole::signal
{

/** Planar float samples to be read: channels[c][0 … frames). */
struct PlanarSource
{
    const float* const* channels = nullptr;
    int channelCount = 0;
    FrameCount frames;
};

/**
    Planar float to interleaved int16Little, int24Little, int32Little or float32Little, the encodings that are
    written; `destination` has room for frames × channels samples. An n-bit integer is value · 2^(n-1), rounded to
    nearest with ties to even and clamped to its range; what is not a number becomes 0. No dither: 24-bit integers
    survive the way there and back.
*/
void interleave(PlanarSource source, SampleEncoding, std::span<std::byte> destination);

} // namespace loophole::signal
