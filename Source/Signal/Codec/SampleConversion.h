#pragma once

#include "Signal/Codec/MediaReader.h"

#include <cstddef>
#include <cstdint>
#include <span>

namespace loophole::signal
{

/**
    How one sample is stored. Integers fill their bytes from the top (a 20-bit sample in three bytes is a 24-bit one
    with four zeros), so an encoding is told by its width in bytes and not by its valid bits.
*/
enum class SampleEncoding : std::uint8_t
{
    unsigned8,
    int8,
    int16Little,
    int16Big,
    int24Little,
    int24Big,
    int32Little,
    int32Big,
    int24LowLittle, ///< 24 bits at the bottom of four bytes; what is in the highest does not count
    float24Little,  ///< 32-bit floats of full scale 2^23
    int40Little,
    int48Little,
    int56Little,
    int64Little,
    float32Little,
    float32Big,
    float64Little,
    float64Big
};

[[nodiscard]] int bytesPerSample(SampleEncoding);

/** Which machine instructions to convert with; every one gives the same bits. */
enum class InstructionSet : std::uint8_t
{
    baseline,
    avx2
};

/** The widest that this processor has. Asked once. */
[[nodiscard]] InstructionSet widestInstructionSet();

/**
    Interleaved bytes to planar float: destination.frames × destination.channelCount samples are read from `source`.
    An n-bit integer becomes value / 2^(n-1), exact up to 24 bits; wider ones are rounded to the nearest of float's
    24 bits, ties to even. Floats pass as they are, doubles are rounded once.
*/
void deinterleave(std::span<const std::byte> source, SampleEncoding, PlanarSpan destination,
                  InstructionSet = widestInstructionSet());

/** Interleaved floats to planar ones; `source` holds destination.frames × destination.channelCount samples. */
void deinterleave(std::span<const float> source, PlanarSpan destination);

} // namespace loophole::signal
