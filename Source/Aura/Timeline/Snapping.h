#pragma once

#include "Core/Frames.h"
#include "Core/SampleRate.h"
#include "Model/Session.h"

#include <optional>
#include <vector>

namespace loophole::aura
{

/** How the ruler counts and what the hand snaps to. */
enum class TimeBase
{
    clock,
    bars,
    samples ///< of the position display; a ruler of samples is one of time
};

/** Distance between the lines a hand may snap to, in session frames (a fraction for bars); below one: no grid. */
[[nodiscard]] double gridSpacing(TimeBase, SampleRate, Tempo, double framesPerPixel);

/** The nearest grid line, a whole frame. */
[[nodiscard]] FramePosition nearestGridLine(FramePosition, double spacing);

/** The next line in a direction (±1), never the position itself. Never before 0. */
[[nodiscard]] FramePosition nextGridLine(FramePosition, double spacing, int direction);

/**
    Where a stretch that is dragged to `start` settles: whichever of its two edges comes closest to a target or
    to a grid line within `reach` frames moves there, and the stretch with it; edges of clips win over the grid.
*/
struct Snap
{
    FramePosition start;               ///< where the stretch begins now
    std::optional<FramePosition> line; ///< where the snap line is drawn
};
[[nodiscard]] Snap snapped(FramePosition start, FrameCount length, const std::vector<FramePosition>& targets,
                           double gridSpacing, double reach);

} // namespace loophole::aura
