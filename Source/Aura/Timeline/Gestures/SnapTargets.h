#pragma once

#include "Aura/Timeline/TimelineState.h"

namespace loophole::aura
{

/** What a hand may settle on: the grid, edges of visible clips that it does not hold, markers, playhead, loop and the
    start. Collected at the press, because a hand takes hold of what it has seen. */
class SnapTargets
{
public:
    static constexpr double reachPixels = 8;

    SnapTargets(AuraModel&, TimelineState&, bool withoutSelected);

    void add(FramePosition target) { targets.push_back(target); }

    /** Where an edge, or a stretch that begins at `start`, settles; where it is, when the hand does not snap. */
    [[nodiscard]] Snap settle(FramePosition start, bool snaps, FrameCount length = FrameCount(0)) const;

private:
    AuraModel& model;
    TimelineState& state;
    std::vector<FramePosition> targets;
};

} // namespace loophole::aura
