#pragma once

#include "Signal/Codec/DecodingReader.h"

struct AVFrame;

namespace loophole::signal
{

/** Frames [from, from + window.frames) of a decoded frame in any of FFmpeg's sample formats, to planar float. */
void convertSamples(const AVFrame& source, std::int64_t from, PlanarWindow window);

} // namespace loophole::signal
