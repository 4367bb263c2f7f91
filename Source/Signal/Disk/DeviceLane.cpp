#include "Signal/Disk/DeviceLane.h"

#include <algorithm>

namespace loophole::signal
{
namespace
{

/** An epoch says something once this much was read in it: four reads for each that may run, and some scheduler ticks.
 */
constexpr std::uint64_t epochReads = 4;
constexpr double epochSeconds = 0.04;

} // namespace

Instant DeviceLane::patience() const
{
    if (meter.reads() == 0)
        return stallLimit;
    return std::max(shortestPatience, meter.p99() * lateFactor);
}

Instant DeviceLane::longestStandstill(Instant now) const
{
    const auto stillest = std::ranges::min_element(jobs, {}, &Running::movedAt);
    return stillest == jobs.end() ? Instant(-1) : now - stillest->movedAt;
}

bool DeviceLane::isHung(Instant now) const
{
    return longestStandstill(now) >= std::max(hungLimit, meter.p99() * hungFactor);
}

std::size_t DeviceLane::stalledCount(Instant now) const
{
    const auto limit = std::max(stallLimit, patience());
    return static_cast<std::size_t>(
        std::ranges::count_if(jobs, [&](const auto& job) { return now - job.movedAt >= limit; }));
}

bool DeviceLane::mayBegin(Instant now) const
{
    return running() < climb.limit && !isLate(now);
}

void DeviceLane::begin(Instant now)
{
    if (jobs.empty())
        busySince = now;
    jobs.push_back({now, now});
    begunAtLimit += running() == climb.limit ? 1u : 0u;
    usedAt = now;
}

void DeviceLane::moved(Instant began, Instant now)
{
    std::ranges::find(jobs, began, &Running::began)->movedAt = now;
}

void DeviceLane::countBusy(Instant now)
{
    epoch.busySeconds += std::chrono::duration<double>(now - busySince).count();
    busySince = now;
}

void DeviceLane::end(Instant began, Instant now, const DiskJob& job)
{
    const auto hung = isHung(now);
    countBusy(now);
    jobs.erase(std::ranges::find(jobs, began, &Running::began));
    usedAt = now;
    bytes += job.bytesRead();
    errors += job.hasFailed() ? 1u : 0u;
    if (hung)
    {
        // What it did before says nothing any more, and how long it was away says nothing of its reads.
        climb = {};
        epoch = {};
        begunAtLimit = 0;
        return;
    }
    meter.add(began, now, job.bytesRead());
    ++epoch.reads;
    epoch.bytes += static_cast<double>(job.bytesRead());
    considerClimb();
}

void DeviceLane::considerClimb()
{
    if (epoch.reads < epochReads * static_cast<std::uint64_t>(climb.limit) || epoch.busySeconds < epochSeconds)
        return;
    // Where fewer jobs waited than might have run, the limit was not what held them up.
    if (begunAtLimit * 4 >= epoch.reads * 3)
        climb = climb.after(epoch, meter.cost(), highest);
    epoch = {};
    begunAtLimit = 0;
}

DeviceStats DeviceLane::stats(Instant now) const
{
    const auto inMs = [](Instant time) { return static_cast<double>(time.count()) / 1e6; };
    DeviceStats told;
    told.reads = meter.reads();
    told.bytes = bytes;
    told.errors = errors;
    told.p50Ms = inMs(meter.p50());
    told.p99Ms = inMs(meter.p99());
    told.bytesPerSecond = meter.bytesPerSecond();
    told.sustainedBytesPerSecond = meter.sustainedBytesPerSecond();
    told.running = jobs.size();
    told.stalled = stalledCount(now);
    told.concurrency = climb.limit;
    told.isHung = isHung(now);
    return told;
}

} // namespace loophole::signal
