#pragma once

#include "Model/PeakLayout.h"
#include "Signal/Codec/SampleConversion.h"

#include <cmath>
#include <limits>

namespace loophole::signal
{

/** What is known of a run of samples of one channel while its peak is being computed; of none to begin with. */
struct PeakSum
{
    float min = std::numeric_limits<float>::infinity();
    float max = -std::numeric_limits<float>::infinity();
    double squares = 0;
    std::int64_t frames = 0;

    void add(const PeakSum& next)
    {
        min = next.min < min ? next.min : min;
        max = next.max > max ? next.max : max;
        squares += next.squares;
        frames += next.frames;
    }

    /** Silence for a run of none. */
    [[nodiscard]] Peak peak() const
    {
        if (frames == 0)
            return {};
        return {min, max, static_cast<float>(std::sqrt(squares / static_cast<double>(frames)))};
    }
};

/** Runs side by side, as the loops want them: three arrays of equal length. */
struct PeakSums
{
    float* min;
    float* max;
    double* squares;
};

/**
    Measures `bins` runs of PeakLayout::finestFrames samples. A sample that is no number counts as 0.

    Squares are exact in double and are summed in eight interleaved partial sums, which are then added in pairs
    (0+4, 1+5, 2+6, 3+7, then 0+2, 1+3, then both): the same bits from every instruction set, within 8·2^-53 of
    the true sum.
*/
void measureBins(const float* samples, std::size_t bins, PeakSums out, InstructionSet = widestInstructionSet());

/** The same of one run of any length; samples behind the last whole eight are added to partial sums 0, 1, … */
[[nodiscard]] PeakSum measure(const float* samples, std::size_t frames, InstructionSet = widestInstructionSet());

/** roots[i] = √(squares[i] · share), each rounded once. */
void rootsOf(const double* squares, double share, std::size_t count, float* roots,
             InstructionSet = widestInstructionSet());

} // namespace loophole::signal
