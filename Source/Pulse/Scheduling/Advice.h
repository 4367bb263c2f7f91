#pragma once

#include "Pulse/Scheduling/Adviser.h"
#include "Pulse/Scheduling/ReadPlanner.h"

#include <array>
#include <memory>
#include <optional>

namespace loophole
{

/**
    Asks the advisers and makes targets for the read planner of their hints. Hints with a confidence outside 0 … 1 or a
    position outside of the session are dropped, those within a block of one another are one, and no adviser has more
    than `mostOfOne`, however many it gives. What the planner spends on targets is PlanSettings::adviceBytes. Owned by
    Pulse, used on its thread.
*/
class Advice
{
public:
    static constexpr std::size_t mostOfOne = 16;
    /** All advisers together: a block each of some clips that overlap takes a few MiB. */
    static constexpr std::size_t mostTargets = 32;

    void add(std::shared_ptr<Adviser>);

    /** The most confident first; among equals in the order in which advisers came. A target keeps its place for as
        long as it is one. `end` is that of the session's last clip. */
    [[nodiscard]] std::vector<JumpTarget> targets(const AdviserView&, FramePosition end);

private:
    [[nodiscard]] std::vector<JumpHint> gathered(const AdviserView&, FramePosition end) const;
    [[nodiscard]] std::vector<JumpTarget> placed(const std::vector<JumpHint>&);

    std::vector<std::shared_ptr<Adviser>> advisers;
    std::array<std::optional<FramePosition>, mostTargets> places; ///< what each place stands for
};

} // namespace loophole
