#pragma once

#include "Aura/Shell/Commands.h"
#include "Messages/AuraToPulse.h"

#include <optional>
#include <string>
#include <vector>

namespace loophole::aura
{

class AuraModel;

/** Something that takes its time in the background: what it is, how far it is, and what gives it up. */
struct LongWork
{
    std::string text;
    double share = -1;                 ///< 0 … 1; below 0: not known
    std::vector<AuraToPulse> cancel{}; ///< messages that give it up
    std::optional<Command> giveUp{};   ///< or the command that does; neither: it cannot be given up

    [[nodiscard]] bool canBeGivenUp() const { return !cancel.empty() || giveUp; }
};

/** All that is under way, the most telling first. */
[[nodiscard]] std::vector<LongWork> longWork(const AuraModel&);

} // namespace loophole::aura
