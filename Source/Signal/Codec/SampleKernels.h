#pragma once

#include "Signal/Codec/SampleConversion.h"

/** The inner loops of SampleConversion: runs of samples without regard to channels. */
namespace loophole::signal::kernels
{

using ToFloat = void (*)(const std::byte* in, float* out, std::size_t samples);

/** The loop that turns a run of stored samples into floats. */
[[nodiscard]] ToFloat toFloat(InstructionSet, SampleEncoding);

void dealStereo(InstructionSet, const float* interleaved, float* left, float* right, std::size_t frames);

} // namespace loophole::signal::kernels
