#pragma once

#include "Pulse/Scheduling/Adviser.h"

namespace loophole
{

/** Advises to expect a jump to a marker, the nearest ones first: less probable than back to where it was heard last.
    Owned by Pulse, used on its thread. */
class NearestMarkers final : public Adviser
{
public:
    static constexpr std::size_t most = 16;
    /** Of the nearest one; every farther one is this much less probable. */
    static constexpr double first = 0.4;
    static constexpr double step = 0.02;

    [[nodiscard]] std::vector<JumpHint> hints(const AdviserView&) override;
};

} // namespace loophole
