#pragma once

#include "Signal/Codec/SampleConversion.h"

/** The inner loops of SampleConversion for two channels. */
namespace loophole::signal::kernels
{

using ToStereo = void (*)(const std::byte* in, float* left, float* right, std::size_t frames);

/**
    The loop that turns stored stereo frames into two channels in one pass; null where this encoding has none for these
    instructions, and goes through toFloat() and dealStereo(). Reads nothing beyond the frames.
*/
[[nodiscard]] ToStereo toStereo(InstructionSet, SampleEncoding);

void dealStereo(InstructionSet, const float* interleaved, float* left, float* right, std::size_t frames);

} // namespace loophole::signal::kernels
