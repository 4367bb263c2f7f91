#include "Pulse/Scheduling/Advice.h"

#include <algorithm>
#include <cstdlib>
#include <functional>
#include <utility>

namespace loophole
{
namespace
{

bool isSound(const JumpHint& hint, FramePosition end)
{
    // Written so that a confidence that is no number is not sound.
    return hint.confidence > 0.0 && hint.confidence <= 1.0 && hint.position >= FramePosition(0) && hint.position < end;
}

bool areNear(FramePosition a, FramePosition b)
{
    return std::abs((a - b).value()) < limits::blockFrames;
}

void sortByConfidence(std::vector<JumpHint>& hints)
{
    std::ranges::stable_sort(hints, std::greater(), &JumpHint::confidence);
}

} // namespace

void Advice::add(std::shared_ptr<Adviser> adviser)
{
    advisers.push_back(std::move(adviser));
}

std::vector<JumpTarget> Advice::targets(const AdviserView& view, FramePosition end)
{
    return placed(gathered(view, end));
}

std::vector<JumpHint> Advice::gathered(const AdviserView& view, FramePosition end) const
{
    std::vector<JumpHint> all;
    for (const auto& adviser : advisers)
    {
        auto hints = adviser->hints(view);
        std::erase_if(hints, [end](const JumpHint& hint) { return !isSound(hint, end); });
        sortByConfidence(hints);
        hints.resize(std::min(hints.size(), mostOfOne));
        all.insert(all.end(), hints.begin(), hints.end());
    }
    sortByConfidence(all);
    std::vector<JumpHint> kept;
    for (const auto& hint : all)
        if (kept.size() < mostTargets &&
            std::ranges::none_of(kept, [&](const JumpHint& other) { return areNear(hint.position, other.position); }))
            kept.push_back(hint);
    return kept;
}

std::vector<JumpTarget> Advice::placed(const std::vector<JumpHint>& hints)
{
    const auto former = std::exchange(places, {});
    for (const auto& hint : hints)
        if (const auto known = std::ranges::find(former, std::optional(hint.position)); known != former.end())
            places[static_cast<std::size_t>(known - former.begin())] = hint.position;
    std::vector<JumpTarget> targets;
    for (const auto& hint : hints)
    {
        auto place = std::ranges::find(places, std::optional(hint.position));
        if (place == places.end())
        {
            place = std::ranges::find(places, std::optional<FramePosition>());
            *place = hint.position;
        }
        targets.push_back({hint.position, static_cast<std::uint32_t>(place - places.begin())});
    }
    return targets;
}

} // namespace loophole
