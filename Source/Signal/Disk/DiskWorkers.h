#pragma once

#include "Signal/Disk/DeviceLanes.h"
#include "Signal/Disk/DiskPool.h"
#include "Signal/Disk/JobQueue.h"
#include "Signal/Disk/LatencyHistogram.h"
#include "Signal/Disk/WorkerPriority.h"

#include <condition_variable>
#include <list>
#include <mutex>
#include <thread>

namespace loophole::signal
{

/** What the pool and its threads share; a thread that was left behind keeps it alive. Safe from all of them. */
class DiskPool::Workers : public std::enable_shared_from_this<Workers>
{
public:
    Workers(const Clock&, WakeUp*, int count);

    void start();
    void submit(std::unique_ptr<DiskJob>, JobOrder);
    void reorder(std::uint64_t owner, Urgency);
    std::size_t cancel(std::uint64_t owner, std::uint32_t generation);
    /** Also looks after workers that stand still and jobs whose deadline has come near. */
    [[nodiscard]] std::vector<std::unique_ptr<DiskJob>> takeFinished();
    bool waitForFinished(Instant timeout);
    [[nodiscard]] DiskStats stats() const;
    [[nodiscard]] std::vector<DeviceId> hungDevices() const;
    [[nodiscard]] int count() const { return static_cast<int>(target); }
    void stop();

private:
    struct Worker
    {
        WorkerPriority priority = WorkerPriority::low;
        std::thread thread;
        bool isRunning = false;
        bool hasEnded = false;
        DeviceId device;    ///< of its job, as is
        Instant since{};    ///< the time at which that began
        Instant computed{}; ///< by its thread, when that was last looked at
    };

    void addWorker(WorkerPriority);
    void work(Worker&);
    [[nodiscard]] std::optional<JobQueue::Waiting> tryTake(const Worker&, Instant now);
    [[nodiscard]] bool mayTake(WorkerPriority, const JobOrder&, Instant now);
    /** Whether a worker of low priority that has nothing to do would find something: waking one in vain costs as much
        as a job. */
    [[nodiscard]] bool isWorkForSleeper(Instant now);
    void sleep(const Worker&, std::unique_lock<std::mutex>&);
    [[nodiscard]] bool isNear(const JobOrder&, Instant now) const;
    void run(Worker&, JobQueue::Waiting, std::unique_lock<std::mutex>&, DiskThread&);
    void deliver(std::unique_ptr<DiskJob>, const JobOrder&, Instant now, Instant duration);
    [[nodiscard]] bool isAwaited(const JobOrder&, Instant now) const;

    void lookAfter(Instant now);
    void watchProgress(Instant now);
    void addMissing(Instant now);
    void reap();
    [[nodiscard]] bool isWanted(const Worker&) const;
    [[nodiscard]] std::size_t lowWorkers() const;

    mutable std::mutex mutex;
    std::condition_variable jobWaits;
    std::condition_variable nearJobWaits; ///< what workers of normal priority listen to
    std::condition_variable jobFinished;
    std::condition_variable workerGone;
    const Clock* clock;
    WakeUp* wakeUp;
    const std::size_t target;
    JobQueue queue;
    DeviceLanes lanes{stallLimit, ConcurrencyClimb::most};
    // Workers and the control thread take the lock for every job anyway, so what is finished needs no queue of its own.
    std::vector<std::unique_ptr<DiskJob>> finished;
    std::list<Worker> workers;
    LatencyHistogram latencies;
    std::uint64_t bytes = 0;
    /** Finished jobs that the control thread is not woken for one by one. */
    static constexpr std::size_t fewestUnseen = 8;
    std::size_t mostUnseen = fewestUnseen;
    std::size_t asleep = 0; ///< workers of low priority that have nothing to do
    bool isStopping = false;
};

} // namespace loophole::signal
