#pragma once

#include "Pulse/Scheduling/Adviser.h"

#include <deque>

namespace loophole
{

/** Advises to expect the playhead back where it jumped away last. Owned by Pulse, used on its thread. */
class LastPositions final : public Adviser
{
public:
    static constexpr std::size_t most = 8;
    /** Of the last one; every one before is this much less probable. */
    static constexpr double first = 0.8;
    static constexpr double step = 0.05;

    /** The playhead has left this position. One within a block of a remembered one takes its place. */
    void remember(FramePosition left);

    /** The last one first. */
    [[nodiscard]] std::vector<JumpHint> hints(const AdviserView&) override;

private:
    std::deque<FramePosition> positions; ///< the last one first
};

} // namespace loophole
