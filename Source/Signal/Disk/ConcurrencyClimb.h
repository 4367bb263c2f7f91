#pragma once

#include "Signal/Disk/DeviceMeter.h"

#include <cstdint>

namespace loophole::signal
{

/** What a device did in a while during which it always had as many reads as it may have. */
struct ReadEpoch
{
    std::uint64_t reads = 0;
    double bytes = 0;
    double busySeconds = 0; ///< with at least one read under way

    /** How many times faster than one read after the other, if each costs `cost`. */
    [[nodiscard]] double speed(const ReadCost& cost) const
    {
        return busySeconds > 0 ? cost.of(static_cast<double>(reads), bytes) / busySeconds : 0;
    }
};

/**
    How many reads a device gets at once, found by trying: twice as many as long as that makes it a fifth faster, else
    back and no try for a while; now and then half as many, kept where that is as fast. So a disk that must move its
    head gets one, a network drive as many as there may be, whatever the sizes of their reads. A device that is new or
    has hung begins at one, so that it can take no more than one thread with it. A value; all of it is pure.
*/
struct ConcurrencyClimb
{
    static constexpr int most = 8;
    /** Doubling must bring this, or it is only more threads for the same. */
    static constexpr double worthwhile = 1.2;
    /** Half as many must keep this. */
    static constexpr double asFast = 0.95;
    /** Epochs between tries: doubled by each that failed, from the first to the second. */
    static constexpr int shortestRest = 8;
    static constexpr int longestRest = 128;

    int limit = 1;
    int triedFrom = 0; ///< the limit before the one that is being tried; 0: none is
    ReadEpoch base;    ///< the last epoch at the settled limit
    int rest = 0;      ///< epochs until the next try
    int nextRest = shortestRest;
    bool triesLess = false; ///< the next try is of half as many

    /** The climb after an epoch at its limit. `highest` (1 … most) is what there are threads for. */
    [[nodiscard]] ConcurrencyClimb after(const ReadEpoch&, const ReadCost&, int highest) const;

private:
    [[nodiscard]] ConcurrencyClimb trying(int highest) const;
};

} // namespace loophole::signal
