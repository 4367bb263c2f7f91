#pragma once

#include "Signal/Disk/Disk.h"

#include <memory>

namespace loophole::signal
{

/**
    Owns the disk threads: low-priority workers that take the most urgent job whose device has room for one more, and
    one of normal priority that takes only what is about to sound.

    Each device has a lane (DeviceLane) that measures it, finds out how many jobs at once do it good, and gets none
    while one of its jobs stands still. Workers that wait for a slow or hung device are made up for by others, so that
    everything else goes on; at most about maxWorkers exist. The destructor waits for running jobs no longer than
    shutdownGrace; a worker that hangs is left behind with its job, which owns all that it touches.
*/
class DiskPool final : public Disk
{
public:
    /** A healthy network drive answers within a tenth of this; for a device that was measured to be slower, a multiple
        of its 99th percentile takes its place. */
    static constexpr Instant stallLimit = std::chrono::milliseconds(250);
    /** Enough for any read of a healthy device to come back. */
    static constexpr Instant shutdownGrace = std::chrono::milliseconds(100);
    /** Bounds the threads that slow and hung devices can cost: a hung device keeps about one. */
    static constexpr int maxWorkers = 32;
    /** What must be read sooner than this is also done at normal priority: the ring of a device and a slow seek. */
    static constexpr Instant nearDeadline = std::chrono::milliseconds(500);
    static constexpr std::size_t mostDevicesTold = 16;

    /** One for each core, so that decoding takes the whole machine when the audio thread leaves it, and at least two,
        so that a slow read never stops a quick one; more than 16 only contend. */
    [[nodiscard]] static int defaultWorkerCount();

    /** The clock times jobs. `wakeUp` (or null) is called after each job and must live as long as the pool. */
    DiskPool(const Clock&, WakeUp*, int workers = defaultWorkerCount());
    ~DiskPool() override;

    DiskPool(const DiskPool&) = delete;
    DiskPool& operator=(const DiskPool&) = delete;

    void submit(SignalThread&, std::unique_ptr<DiskJob>, JobOrder) override;
    void reorder(SignalThread&, std::uint64_t owner, Urgency) override;
    std::size_t cancel(SignalThread&, std::uint64_t owner, std::uint32_t generation) override;
    std::size_t drain(SignalThread&) override;
    bool waitForFinished(SignalThread&, Instant timeout) override;
    [[nodiscard]] int workerCount() const override;
    [[nodiscard]] DiskStats stats(SignalThread&) const override;
    [[nodiscard]] std::vector<DeviceId> hungDevices(SignalThread&) const override;

private:
    class Workers;
    std::shared_ptr<Workers> workers;
};

} // namespace loophole::signal
