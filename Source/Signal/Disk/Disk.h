#pragma once

#include "Concurrency/ThreadTokens.h"
#include "Core/Clock.h"
#include "Signal/Disk/DeviceId.h"
#include "Signal/Disk/Urgency.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

namespace loophole::signal
{

/**
    One piece of work that may wait for a disk. Owns everything that run() touches (readers, leases, paths), for its
    worker may be left behind in a hung read when the program ends.
*/
class DiskJob
{
public:
    virtual ~DiskJob() = default;

    /** On a disk thread; may take as long as the disk does. Never touches what the control thread owns. */
    virtual void run(DiskThread&) = 0;

    /** On the control thread, after run(). Not called for a job that was cancelled. */
    virtual void finish(SignalThread&) {}

    /** Bytes of samples or file that run() delivered; told to the statistics. */
    [[nodiscard]] virtual std::size_t bytesRead() const { return 0; }

    /** Whether run() failed to read what it was to read; told to the statistics. */
    [[nodiscard]] virtual bool hasFailed() const { return false; }
};

/** What a job is called while it waits. A cancel names the tag and drops every generation below its own. */
struct JobTag
{
    std::uint64_t owner = 0;
    std::uint32_t generation = 0;
};

struct JobOrder
{
    Urgency urgency;
    DeviceId device;
    JobTag tag;
};

/** One device: totals since the start, everything else over its recent jobs (see DeviceMeter). */
struct DeviceStats
{
    DeviceId device;
    std::uint64_t reads = 0;
    std::uint64_t bytes = 0;
    std::uint64_t errors = 0;
    double p50Ms = 0; ///< of run()'s duration
    double p99Ms = 0;
    double bytesPerSecond = 0;          ///< of the time in which it had jobs
    double sustainedBytesPerSecond = 0; ///< the same with reads of full size; 0: not known
    std::size_t queued = 0;
    std::size_t running = 0;
    std::size_t stalled = 0; ///< of its jobs, as in DiskStats
    int concurrency = 1;     ///< jobs that it gets at once
    bool isHung = false;     ///< see Disk::hungDevices()
};

/** Totals since the start; percentiles of run()'s duration over all of them, to a tenth. */
struct DiskStats
{
    std::uint64_t reads = 0;
    std::uint64_t bytes = 0;
    double p50Ms = 0;
    double p99Ms = 0;
    std::size_t queued = 0;
    std::size_t running = 0;
    std::size_t stalled = 0; ///< jobs that have stood still for longer than DiskPool::stallLimit
    /** Those of the last minute, the busiest first; at most DiskPool::mostDevicesTold. */
    std::vector<DeviceStats> devices;
};

/** Called by disk threads whenever something has been finished. Must be quick and must not call back into the Disk. */
class WakeUp
{
public:
    virtual ~WakeUp() = default;
    virtual void wake() noexcept = 0;
};

/** Runs jobs that may wait for a disk, the most urgent first. Used by Signal's control thread alone. */
class Disk
{
public:
    virtual ~Disk() = default;

    virtual void submit(SignalThread&, std::unique_ptr<DiskJob>, JobOrder) = 0;

    /** Gives every waiting job of this owner a new urgency. Running ones go on. */
    virtual void reorder(SignalThread&, std::uint64_t owner, Urgency) = 0;

    /** Drops waiting jobs of this owner with a generation below `generation`; they are destroyed here, unrun. */
    virtual std::size_t cancel(SignalThread&, std::uint64_t owner, std::uint32_t generation) = 0;

    /** Calls finish() of every job that has run; the number of them. Also looks after stalled workers. */
    virtual std::size_t drain(SignalThread&) = 0;

    /** Waits until a job has run that drain() has not seen yet, at most for `timeout`; whether there is one. */
    virtual bool waitForFinished(SignalThread&, Instant timeout) = 0;

    /** How many jobs can run at once while no device stalls. */
    [[nodiscard]] virtual int workerCount() const = 0;

    [[nodiscard]] virtual DiskStats stats(SignalThread&) const = 0;

    /** Devices that have not answered for so long that their media are better called unavailable; in order. */
    [[nodiscard]] virtual std::vector<DeviceId> hungDevices(SignalThread&) const = 0;
};

} // namespace loophole::signal
