#include "Signal/Disk/DiskWorkers.h"

#include <algorithm>
#include <ctime>
#include <pthread.h>
#include <utility>

namespace loophole::signal
{
namespace
{

/** Threads that a slow device needed are kept for its next jobs, up to this many. */
constexpr std::size_t mostSpare = 4;

/** How long the thread has computed in all; nothing where the system does not tell. */
Instant computedBy([[maybe_unused]] std::thread& thread)
{
#if defined(__linux__)
    clockid_t its{};
    timespec time{};
    if (pthread_getcpuclockid(thread.native_handle(), &its) == 0 && clock_gettime(its, &time) == 0)
        return std::chrono::seconds(time.tv_sec) + std::chrono::nanoseconds(time.tv_nsec);
#endif
    return {};
}

} // namespace

DiskPool::Workers::Workers(const Clock& clockToUse, WakeUp* toWake, int count)
    : clock(&clockToUse), wakeUp(toWake), target(static_cast<std::size_t>(count))
{
}

void DiskPool::Workers::start()
{
    const std::scoped_lock lock(mutex);
    for (std::size_t i = 0; i < target; ++i)
        addWorker(WorkerPriority::low);
    addWorker(WorkerPriority::normal);
}

void DiskPool::Workers::addWorker(WorkerPriority priority)
{
    auto& worker = workers.emplace_back();
    worker.priority = priority;
    worker.thread = std::thread([self = shared_from_this(), &worker] { self->work(worker); });
}

void DiskPool::Workers::submit(std::unique_ptr<DiskJob> job, JobOrder order)
{
    std::unique_lock lock(mutex);
    const auto now = clock->now();
    queue.push(std::move(job), order);
    addMissing(now);
    const auto wakesOne = isWorkForSleeper(now);
    const auto wakesNear = isNear(order, now);
    // Whoever is woken under the lock would only wait for it.
    lock.unlock();
    if (wakesOne)
        jobWaits.notify_one();
    if (wakesNear)
        nearJobWaits.notify_one();
}

void DiskPool::Workers::reorder(std::uint64_t owner, Urgency urgency)
{
    const std::scoped_lock lock(mutex);
    queue.reorder(owner, urgency);
    nearJobWaits.notify_one();
}

std::size_t DiskPool::Workers::cancel(std::uint64_t owner, std::uint32_t generation)
{
    std::vector<JobQueue::Waiting> dropped; // destroyed outside the lock: a job may own much
    const std::scoped_lock lock(mutex);
    dropped = queue.cancel(owner, generation);
    return dropped.size();
}

std::vector<std::unique_ptr<DiskJob>> DiskPool::Workers::takeFinished()
{
    const std::scoped_lock lock(mutex);
    lookAfter(clock->now());
    return std::exchange(finished, {});
}

bool DiskPool::Workers::waitForFinished(Instant timeout)
{
    std::unique_lock lock(mutex);
    // Bounded, for a caller may say "for ever": wait_for() adds it to the clock.
    const auto bounded = std::min<Instant>(timeout, std::chrono::hours(24));
    // Half of what is under way: the workers have the other half to go on with.
    mostUnseen = std::max(fewestUnseen, queue.size() / 2);
    const auto isFinished = jobFinished.wait_for(lock, bounded, [this] { return !finished.empty(); });
    mostUnseen = fewestUnseen;
    return isFinished;
}

void DiskPool::Workers::stop()
{
    std::unique_lock lock(mutex);
    isStopping = true;
    jobWaits.notify_all();
    nearJobWaits.notify_all();
    workerGone.wait_for(lock, shutdownGrace, [this] { return std::ranges::all_of(workers, &Worker::hasEnded); });
    // What hangs is left behind: nothing of the program's may be called by it any more.
    clock = nullptr;
    wakeUp = nullptr;
    for (auto& worker : workers)
        if (!worker.hasEnded)
            worker.thread.detach();
    reap();
}

std::size_t DiskPool::Workers::lowWorkers() const
{
    return static_cast<std::size_t>(std::ranges::count_if(
        workers, [](const Worker& worker) { return !worker.hasEnded && worker.priority == WorkerPriority::low; }));
}

/** Whoever waits for a device leaves a core to another, so another worker takes its place. */
void DiskPool::Workers::addMissing(Instant now)
{
    if (queue.size() == 0)
        return;
    const auto wanted = std::min<std::size_t>(target + lanes.waiting(now), maxWorkers);
    while (lowWorkers() < wanted)
        addWorker(WorkerPriority::low);
    // The one of normal priority may hang as any other.
    const auto isFree = [](const Worker& worker)
    { return worker.priority == WorkerPriority::normal && !worker.hasEnded && !worker.isRunning; };
    const auto isWaitedFor = [&](const Worker& worker)
    { return worker.priority == WorkerPriority::normal && worker.isRunning && lanes.of(worker.device).isLate(now); };
    if (std::ranges::none_of(workers, isFree) && std::ranges::any_of(workers, isWaitedFor) &&
        workers.size() < maxWorkers)
        addWorker(WorkerPriority::normal);
}

void DiskPool::Workers::watchProgress(Instant now)
{
    for (auto& worker : workers)
    {
        if (!worker.isRunning || now - worker.since < DeviceLane::shortestPatience)
            continue;
        // A thread that stands in a read computes nothing at all.
        const auto computed = computedBy(worker.thread);
        if (computed > worker.computed + std::chrono::milliseconds(1))
        {
            lanes.of(worker.device).moved(worker.since, now);
            worker.computed = computed;
        }
    }
}

void DiskPool::Workers::lookAfter(Instant now)
{
    watchProgress(now);
    addMissing(now);
    lanes.forgetOld(now);
    reap();
    if (queue.hasAny([&](const JobOrder& order) { return isNear(order, now); }))
        nearJobWaits.notify_one();
    if (isWorkForSleeper(now))
        jobWaits.notify_one();
}

void DiskPool::Workers::reap()
{
    workers.remove_if(
        [](Worker& worker)
        {
            if (worker.hasEnded && worker.thread.joinable())
                worker.thread.join(); // it holds no lock and ends at once
            return worker.hasEnded;
        });
}

bool DiskPool::Workers::isNear(const JobOrder& order, Instant now) const
{
    return order.urgency.kind == UrgencyClass::realtime && order.urgency.deadline - now < nearDeadline;
}

bool DiskPool::Workers::mayTake(WorkerPriority priority, const JobOrder& order, Instant now)
{
    const auto& lane = lanes.of(order.device);
    if (!lane.mayBegin(now))
        return false;
    if (priority == WorkerPriority::normal)
        return isNear(order, now);
    return lane.isWaitedFor(now) || lanes.computing(now) < target;
}

bool DiskPool::Workers::isWorkForSleeper(Instant now)
{
    return asleep > 0 && queue.hasAny([&](const JobOrder& order) { return mayTake(WorkerPriority::low, order, now); });
}

std::optional<JobQueue::Waiting> DiskPool::Workers::tryTake(const Worker& worker, Instant now)
{
    return queue.tryTake([&](const JobOrder& order) { return mayTake(worker.priority, order, now); });
}

bool DiskPool::Workers::isWanted(const Worker& worker) const
{
    if (worker.priority == WorkerPriority::normal)
        return std::ranges::count_if(workers, [](const Worker& other)
                                     { return other.priority == WorkerPriority::normal && !other.hasEnded; }) == 1;
    return lowWorkers() <= target + lanes.waiting(clock->now()) + mostSpare;
}

void DiskPool::Workers::work(Worker& worker)
{
    beDiskThread(worker.priority);
    auto thread = DiskThread::mint();
    std::unique_lock lock(mutex);
    while (!isStopping && isWanted(worker))
    {
        if (auto next = tryTake(worker, clock->now()))
            run(worker, *std::move(next), lock, thread);
        else
            sleep(worker, lock);
    }
    worker.hasEnded = true;
    jobWaits.notify_one(); // for what it would have taken
    workerGone.notify_all();
}

void DiskPool::Workers::sleep(const Worker& worker, std::unique_lock<std::mutex>& lock)
{
    if (worker.priority == WorkerPriority::normal)
    {
        if (isWorkForSleeper(clock->now()))
            jobWaits.notify_one(); // its last job has left a place at the device
        return nearJobWaits.wait(lock);
    }
    ++asleep;
    jobWaits.wait(lock);
    --asleep;
}

void DiskPool::Workers::run(Worker& worker, JobQueue::Waiting next, std::unique_lock<std::mutex>& lock,
                            DiskThread& thread)
{
    worker.device = next.order.device;
    worker.since = clock->now();
    worker.computed = computedBy(worker.thread);
    worker.isRunning = true;
    lanes.of(worker.device).begin(worker.since);
    const auto wakesOne = isWorkForSleeper(worker.since);
    lock.unlock();
    if (wakesOne)
        jobWaits.notify_one();
    next.job->run(thread);
    lock.lock();
    worker.isRunning = false;
    if (isStopping)
        return;
    const auto now = clock->now();
    lanes.of(worker.device).end(worker.since, now, *next.job);
    deliver(std::move(next.job), next.order, now, now - worker.since);
}

/** While the workers have enough to do what they finished is not urgent, and is taken in together with what follows. */
bool DiskPool::Workers::isAwaited(const JobOrder& order, Instant now) const
{
    return isNear(order, now) || queue.size() <= target || finished.size() >= mostUnseen;
}

void DiskPool::Workers::deliver(std::unique_ptr<DiskJob> job, const JobOrder& order, Instant now, Instant duration)
{
    latencies.add(duration);
    bytes += job->bytesRead();
    finished.push_back(std::move(job));
    const auto isAwaitedNow = isAwaited(order, now);
    if (isAwaitedNow)
        jobFinished.notify_all();
    // Jobs that were passed over while their device had enough may go now: all of them after a stall, otherwise one,
    // which this worker takes.
    if (duration >= stallLimit)
        jobWaits.notify_all();
    if (wakeUp != nullptr && isAwaitedNow)
        wakeUp->wake();
}

std::vector<DeviceId> DiskPool::Workers::hungDevices() const
{
    const std::scoped_lock lock(mutex);
    return lanes.hung(clock->now());
}

DiskStats DiskPool::Workers::stats() const
{
    const std::scoped_lock lock(mutex);
    const auto inMs = [](Instant time) { return static_cast<double>(time.count()) / 1e6; };
    DiskStats told;
    told.reads = latencies.count();
    told.bytes = bytes;
    told.p50Ms = inMs(latencies.percentile(0.5));
    told.p99Ms = inMs(latencies.percentile(0.99));
    told.queued = queue.size();
    told.running = static_cast<std::size_t>(std::ranges::count_if(workers, &Worker::isRunning));
    told.devices = lanes.stats(clock->now());
    for (auto& device : told.devices)
    {
        device.queued = queue.size(device.device);
        told.stalled += device.stalled;
    }
    told.devices.resize(std::min(told.devices.size(), mostDevicesTold));
    return told;
}

} // namespace loophole::signal
