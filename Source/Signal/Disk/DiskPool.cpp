#include "Signal/Disk/DiskPool.h"

#include "Signal/Disk/JobQueue.h"
#include "Signal/Disk/LatencyHistogram.h"

#include <algorithm>
#include <cassert>
#include <condition_variable>
#include <list>
#include <mutex>
#include <thread>
#if defined(__linux__)
#include <sched.h>
#include <sys/resource.h>
#include <unistd.h>
#endif

namespace loophole::signal
{
namespace
{

/** Decoding may take every core that is idle but none that the audio or message thread wants. Not raised again for
    near deadlines: taking niceness back needs a privilege, and a disk thread mostly waits. */
void lowerPriority()
{
#if defined(__linux__)
    constexpr int niceness = 5;
    const sched_param parameters{};
    sched_setscheduler(0, SCHED_BATCH, &parameters);
    setpriority(PRIO_PROCESS, static_cast<id_t>(gettid()), niceness);
#endif
}

} // namespace

/** What the pool and its threads share; a thread that was left behind keeps it alive. */
class DiskPool::Workers : public std::enable_shared_from_this<Workers>
{
public:
    Workers(const Clock& clock, WakeUp* wakeUp, int count)
        : clock(&clock), wakeUp(wakeUp), target(static_cast<std::size_t>(count))
    {
    }

    void start()
    {
        const std::scoped_lock lock(mutex);
        while (workers.size() < target)
            addWorker();
    }

    void submit(std::unique_ptr<DiskJob> job, JobOrder order)
    {
        const std::scoped_lock lock(mutex);
        queue.push(std::move(job), order);
        replaceStalled();
        jobWaits.notify_one();
    }

    void reorder(std::uint64_t owner, Urgency urgency)
    {
        const std::scoped_lock lock(mutex);
        queue.reorder(owner, urgency);
    }

    std::size_t cancel(std::uint64_t owner, std::uint32_t generation)
    {
        std::vector<JobQueue::Waiting> dropped; // destroyed outside the lock: a job may own much
        const std::scoped_lock lock(mutex);
        dropped = queue.cancel(owner, generation);
        return dropped.size();
    }

    [[nodiscard]] std::vector<std::unique_ptr<DiskJob>> takeFinished()
    {
        const std::scoped_lock lock(mutex);
        replaceStalled();
        reap();
        return std::exchange(finished, {});
    }

    bool waitForFinished(Instant timeout)
    {
        std::unique_lock lock(mutex);
        // Bounded, for a caller may say "for ever": wait_for() adds it to the clock.
        const auto bounded = std::min<Instant>(timeout, std::chrono::hours(24));
        return jobFinished.wait_for(lock, bounded, [this] { return !finished.empty(); });
    }

    [[nodiscard]] DiskStats stats() const
    {
        const std::scoped_lock lock(mutex);
        const auto inMs = [](Instant time) { return static_cast<double>(time.count()) / 1e6; };
        DiskStats now;
        now.reads = latencies.count();
        now.bytes = bytes;
        now.p50Ms = inMs(latencies.percentile(0.5));
        now.p99Ms = inMs(latencies.percentile(0.99));
        now.queued = queue.size();
        now.running = static_cast<std::size_t>(std::ranges::count_if(workers, &Worker::isRunning));
        now.stalled = stalledCount();
        return now;
    }

    [[nodiscard]] int workerCount() const { return static_cast<int>(target); }

    void stop()
    {
        std::unique_lock lock(mutex);
        isStopping = true;
        jobWaits.notify_all();
        workerGone.wait_for(lock, shutdownGrace, [this] { return std::ranges::all_of(workers, &Worker::hasEnded); });
        // What hangs is left behind: nothing of the program's may be called by it any more.
        clock = nullptr;
        wakeUp = nullptr;
        for (auto& worker : workers)
            if (!worker.hasEnded)
                worker.thread.detach();
        reap();
    }

private:
    struct Worker
    {
        std::thread thread;
        bool isRunning = false;
        bool hasEnded = false;
        DeviceId device;
        Instant since{};
    };

    [[nodiscard]] bool isStalled(const Worker& worker) const
    {
        return worker.isRunning && clock->now() - worker.since >= stallLimit;
    }
    [[nodiscard]] std::size_t stalledCount() const
    {
        return static_cast<std::size_t>(std::ranges::count_if(workers, [this](const auto& w) { return isStalled(w); }));
    }
    [[nodiscard]] bool mayUse(DeviceId device) const
    {
        return std::ranges::none_of(workers, [&](const auto& w) { return w.device == device && isStalled(w); });
    }
    [[nodiscard]] std::size_t liveCount() const
    {
        return static_cast<std::size_t>(std::ranges::count_if(workers, [](const auto& w) { return !w.hasEnded; }));
    }

    void addWorker()
    {
        auto& worker = workers.emplace_back();
        worker.thread = std::thread([self = shared_from_this(), &worker] { self->work(worker); });
    }

    void replaceStalled()
    {
        if (queue.size() == 0)
            return;
        const auto stalled = stalledCount();
        while (liveCount() < std::min<std::size_t>(target + stalled, maxWorkers))
            addWorker();
    }

    void reap()
    {
        workers.remove_if(
            [](Worker& worker)
            {
                if (worker.hasEnded && worker.thread.joinable())
                    worker.thread.join(); // it holds no lock and ends at once
                return worker.hasEnded;
            });
    }

    void work(Worker& worker)
    {
        lowerPriority();
        auto thread = DiskThread::mint();
        std::unique_lock lock(mutex);
        while (!isStopping && liveCount() <= target + stalledCount())
        {
            auto next = queue.tryTake([this](DeviceId device) { return mayUse(device); });
            if (!next)
            {
                jobWaits.wait(lock);
                continue;
            }
            worker.device = next->order.device;
            worker.since = clock->now();
            worker.isRunning = true;
            lock.unlock();
            next->job->run(thread);
            lock.lock();
            worker.isRunning = false;
            if (!isStopping)
                deliver(std::move(next->job), clock->now() - worker.since);
        }
        worker.hasEnded = true;
        workerGone.notify_all();
    }

    void deliver(std::unique_ptr<DiskJob> job, Instant duration)
    {
        latencies.add(duration);
        // Jobs that were passed over while this one stalled its device may go now.
        if (duration >= stallLimit)
            jobWaits.notify_all();
        bytes += job->bytesRead();
        finished.push_back(std::move(job));
        jobFinished.notify_all();
        if (wakeUp != nullptr)
            wakeUp->wake();
    }

    mutable std::mutex mutex;
    std::condition_variable jobWaits;
    std::condition_variable jobFinished;
    std::condition_variable workerGone;
    const Clock* clock;
    WakeUp* wakeUp;
    const std::size_t target;
    JobQueue queue;
    // Workers and the control thread take the lock for every job anyway, so what is finished needs no queue of its own.
    std::vector<std::unique_ptr<DiskJob>> finished;
    std::list<Worker> workers;
    LatencyHistogram latencies;
    std::uint64_t bytes = 0;
    bool isStopping = false;
};

int DiskPool::defaultWorkerCount()
{
    return std::clamp(static_cast<int>(std::thread::hardware_concurrency()), 2, 16);
}

DiskPool::DiskPool(const Clock& clock, WakeUp* wakeUp, int workerCount)
    : workers(std::make_shared<Workers>(clock, wakeUp, std::clamp(workerCount, 1, maxWorkers)))
{
    workers->start();
}

DiskPool::~DiskPool()
{
    workers->stop();
}

void DiskPool::submit(SignalThread&, std::unique_ptr<DiskJob> job, JobOrder order)
{
    assert(job != nullptr);
    workers->submit(std::move(job), order);
}
void DiskPool::reorder(SignalThread&, std::uint64_t owner, Urgency urgency)
{
    workers->reorder(owner, urgency);
}
std::size_t DiskPool::cancel(SignalThread&, std::uint64_t owner, std::uint32_t generation)
{
    return workers->cancel(owner, generation);
}

std::size_t DiskPool::drain(SignalThread& thread)
{
    const auto finished = workers->takeFinished();
    for (const auto& job : finished)
        job->finish(thread);
    return finished.size();
}

bool DiskPool::waitForFinished(SignalThread&, Instant timeout)
{
    return workers->waitForFinished(timeout);
}
int DiskPool::workerCount() const
{
    return workers->workerCount();
}
DiskStats DiskPool::stats(SignalThread&) const
{
    return workers->stats();
}

} // namespace loophole::signal
