#pragma once

#include "Core/Frames.h"
#include "Core/SampleRate.h"

#include <compare>
#include <cstdint>

namespace loophole::signal
{

/** A place between the frames of an asset, exact: `frame` + (`step` + remainder) / steps with 0 <= step < steps. */
struct AssetPosition
{
    std::int64_t frame = 0;
    std::int64_t step = 0;
};

/**
    Where the frames of a grid lie in an asset. With asset rate · steps = grid rate · stride in lowest terms, grid
    frame k lies at (k·stride + shift + remainder) / steps asset frames; whole numbers throughout, so no position
    drifts and none depends on how it was reached. A value.
*/
class GridMapping
{
public:
    /** `phase` as in ClipTimeline: the fraction of a grid frame, [0, 1), by which the grid is moved. */
    GridMapping(SampleRate asset, SampleRate grid, double phase);

    /** The grid's frames are the asset's own: nothing needs to be resampled. */
    [[nodiscard]] bool isIdentity() const { return steps == 1 && stride == 1 && shift == 0 && remainder == 0; }

    /** Whether every position is a whole number of steps. */
    [[nodiscard]] bool isOnSteps() const { return remainder == 0; }

    [[nodiscard]] AssetPosition positionOf(std::int64_t gridFrame) const;

    /** The fraction of an asset frame, [0, 1), that belongs to a step. */
    [[nodiscard]] double fractionOf(std::int64_t step) const
    {
        return (static_cast<double>(step) + static_cast<double>(remainder) / remainderUnits) /
               static_cast<double>(steps);
    }

    [[nodiscard]] std::int64_t stepsAFrame() const { return steps; }
    [[nodiscard]] std::int64_t stepsBetweenGridFrames() const { return stride; }

    /** Grid frames an asset frame: below 1 the grid holds less than the asset. */
    [[nodiscard]] double ratio() const { return static_cast<double>(steps) / static_cast<double>(stride); }

    /** The phase as it is kept: rounded to a 65,536th of a step, and to the step where it is that near. */
    [[nodiscard]] double phase() const;

    auto operator<=>(const GridMapping&) const = default;

private:
    static constexpr double remainderUnits = 65536.0;

    std::int64_t steps;
    std::int64_t stride;
    std::int64_t shift;
    std::int64_t remainder; ///< in 65,536ths of a step
};

} // namespace loophole::signal
