#pragma once

#include "Messages/PulseToAura.h"

namespace loophole::aura
{

/** A state of the session that undo or redo leads to. */
struct HistoryStep
{
    std::string name; ///< of the edit that made it
    int steps = 0;    ///< from now: negative to be undone, positive to be redone, 0 for now
};

/** All states that are told of, from the earliest to the latest. Pure. */
[[nodiscard]] std::vector<HistoryStep> historySteps(const SessionChanged&);

} // namespace loophole::aura
