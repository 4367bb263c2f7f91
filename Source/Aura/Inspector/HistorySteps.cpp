#include "Aura/Inspector/HistorySteps.h"

namespace loophole::aura
{

std::vector<HistoryStep> historySteps(const SessionChanged& shown)
{
    const auto back = static_cast<int>(shown.undoNames.size());
    std::vector<HistoryStep> steps(1);
    steps.front().name = "Session before these edits";
    steps.front().steps = -back;
    for (auto i = back - 1; i >= 0; --i)
        steps.push_back({shown.undoNames[static_cast<std::size_t>(i)], -i});
    auto forth = 0;
    for (const auto& name : shown.redoNames)
        steps.push_back({name, ++forth});
    return steps;
}

} // namespace loophole::aura
