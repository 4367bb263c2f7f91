#include "Signal/Disk/ConcurrencyClimb.h"

#include <algorithm>

namespace loophole::signal
{

ConcurrencyClimb ConcurrencyClimb::trying(int highest) const
{
    auto next = *this;
    next.triedFrom = limit;
    const auto canMore = limit * 2 <= highest;
    const auto goesDown = limit > 1 && (triesLess || !canMore);
    if (goesDown)
        next.limit = limit / 2;
    else if (canMore)
        next.limit = limit * 2;
    else
        next.triedFrom = 0;
    return next;
}

ConcurrencyClimb ConcurrencyClimb::after(const ReadEpoch& epoch, const ReadCost& cost, int highest) const
{
    auto next = *this;
    if (triedFrom == 0)
    {
        next.base = epoch;
        next.rest = std::max(0, rest - 1);
        return rest > 0 ? next : next.trying(highest);
    }
    const auto isMore = limit > triedFrom;
    const auto gain = base.speed(cost) > 0 ? epoch.speed(cost) / base.speed(cost) : 0.0;
    next.triedFrom = 0;
    if (gain >= (isMore ? worthwhile : asFast))
    {
        next.base = epoch;
        next.nextRest = shortestRest;
        next.triesLess = false;
        // What went well is tried again at once, in the same direction.
        next.rest = isMore ? 0 : shortestRest;
        return isMore && limit * 2 <= highest ? next.trying(highest) : next;
    }
    next.limit = triedFrom;
    next.rest = nextRest;
    next.nextRest = std::min(nextRest * 2, longestRest);
    next.triesLess = isMore;
    return next;
}

} // namespace loophole::signal
