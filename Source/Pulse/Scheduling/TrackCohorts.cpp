#include "Pulse/Scheduling/TrackCohorts.h"

#include <algorithm>

namespace loophole
{

TrackCohorts TrackCohorts::after(const std::vector<TrackId>& held, const std::vector<TrackId>& touched,
                                 Instant now) const
{
    std::vector<Member> all;
    for (const auto id : held)
        all.emplace_back(id, Instant::max());
    for (const auto id : touched)
        all.emplace_back(id, now + hold);
    for (const auto& [id, until] : realtime)
        if (until > now)
            all.emplace_back(id, until == Instant::max() ? now + hold : until);
    // Of a track that is named more than once the longest counts.
    std::ranges::sort(all, [](const Member& a, const Member& b)
                      { return a.first == b.first ? a.second > b.second : a.first < b.first; });
    const auto repeated = std::ranges::unique(all, {}, &Member::first);
    all.erase(repeated.begin(), repeated.end());
    TrackCohorts next;
    next.realtime = std::move(all);
    return next;
}

Cohort TrackCohorts::of(TrackId id) const
{
    const auto found = std::ranges::lower_bound(realtime, id, {}, &Member::first);
    return found != realtime.end() && found->first == id ? Cohort::realtime : Cohort::anticipative;
}

Instant TrackCohorts::nextLeave() const
{
    auto next = Instant::max();
    for (const auto& [id, until] : realtime)
        next = std::min(next, until);
    return next;
}

} // namespace loophole
