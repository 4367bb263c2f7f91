#pragma once

#include "Signal/Disk/ConcurrencyClimb.h"
#include "Signal/Disk/DeviceMeter.h"
#include "Signal/Disk/Disk.h"

#include <vector>

namespace loophole::signal
{

/**
    One device's place in the pool: how many of its jobs run, how it answers, and whether it gets another. As soon as a
    job stands still for much longer than its device's jobs take, no second one is given to it until that one moves: a
    device that hangs costs no more threads than it had jobs by then. Not synchronised: its user guards it.
*/
class DeviceLane
{
public:
    /** Late: longer than this many times the 99th percentile, within these bounds. */
    static constexpr int lateFactor = 4;
    static constexpr Instant shortestPatience = std::chrono::milliseconds(25);
    /** A device that answers more slowly than this computes nothing meanwhile: its jobs leave their core to others. */
    static constexpr Instant waitingLatency = std::chrono::milliseconds(10);
    /** A hung device is one that has not answered for this long, or for hungFactor of its 99th percentiles. */
    static constexpr Instant hungLimit = std::chrono::seconds(1);
    static constexpr int hungFactor = 6;

    /** `stallLimit`: the patience with a device that is not known yet; `highest` as in ConcurrencyClimb. */
    DeviceLane(Instant stallLimit, int highest) : stallLimit(stallLimit), highest(highest) {}

    [[nodiscard]] bool mayBegin(Instant now) const;
    void begin(Instant now);
    /** The job that began then is not back, but its thread has been at work until now: it decodes, or reads much. */
    void moved(Instant began, Instant now);
    /** The job that began then is back. */
    void end(Instant began, Instant now, const DiskJob&);

    /** A job stands still for so long that its device may hang. */
    [[nodiscard]] bool isLate(Instant now) const { return longestStandstill(now) >= patience(); }
    /** It hangs, as far as anyone can tell. */
    [[nodiscard]] bool isHung(Instant now) const;
    /** How many of its jobs have stood still for longer than the stall limit. */
    [[nodiscard]] std::size_t stalledCount(Instant now) const;
    /** Its jobs wait rather than compute. */
    [[nodiscard]] bool isWaitedFor(Instant now) const { return meter.p50() >= waitingLatency || isLate(now); }

    [[nodiscard]] int running() const { return static_cast<int>(jobs.size()); }
    [[nodiscard]] int concurrency() const { return climb.limit; }
    [[nodiscard]] Instant lastUsed() const { return usedAt; }

    /** Fills in everything but device and queued. */
    [[nodiscard]] DeviceStats stats(Instant now) const;

private:
    struct Running
    {
        Instant began{};
        Instant movedAt{};
    };

    [[nodiscard]] Instant patience() const;
    [[nodiscard]] Instant longestStandstill(Instant now) const;
    void countBusy(Instant now);
    void considerClimb();

    Instant stallLimit;
    int highest;
    DeviceMeter meter;
    ConcurrencyClimb climb;
    std::vector<Running> jobs;
    Instant usedAt{};
    std::uint64_t bytes = 0;
    std::uint64_t errors = 0;

    ReadEpoch epoch;
    std::uint64_t begunAtLimit = 0; ///< in this epoch
    Instant busySince{};
};

} // namespace loophole::signal
