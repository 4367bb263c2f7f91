#pragma once

#include "Signal/Codec/SampleConversion.h"

/** The inner loops of SampleConversion: runs of samples without regard to channels. */
namespace loophole::signal::kernels
{

using ToFloat = void (*)(const std::byte* in, float* out, std::size_t samples);

/** The loop that turns a run of stored samples into floats. */
[[nodiscard]] ToFloat toFloat(InstructionSet, SampleEncoding);

} // namespace loophole::signal::kernels
