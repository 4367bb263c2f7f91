#pragma once

#include "Signal/Disk/JobQueue.h"
#include "Signal/Disk/LatencyHistogram.h"
#include "Support/VirtualClock.h"

#include <memory>
#include <optional>
#include <set>
#include <vector>

namespace loophole::testing
{

/**
    A Disk whose jobs run when the test says so, one at a time and on its own thread: the order is the one of the real
    pool, time is the test's. A held device runs nothing, as one that hangs; a begun job is one that takes its time.
*/
class HandCrankedDisk final : public signal::Disk
{
public:
    /** Runs the most urgent job that may run; false when there is none. */
    bool runNext()
    {
        auto next = take();
        if (!next)
            return false;
        run(std::move(*next));
        return true;
    }
    /** Runs what waits now and what that brings, until nothing is left that may run; the number of jobs. */
    int runAll()
    {
        int count = 0;
        while (runNext())
            ++count;
        return count;
    }

    /** Takes the most urgent job away from the queue, as a worker does; it is under way until endBegun(). */
    bool beginNext()
    {
        if (auto next = take())
            begun.push_back(std::move(*next));
        else
            return false;
        return true;
    }
    void endBegun()
    {
        for (auto& waiting : std::exchange(begun, {}))
            run(std::move(waiting));
    }

    void hold(signal::DeviceId device) { held.insert(device); }
    void letGo(signal::DeviceId device) { held.erase(device); }

    /** What hungDevices() and stats().devices tell. */
    std::set<signal::DeviceId> hung;
    std::vector<signal::DeviceStats> devices;

    /** waitForFinished() runs a job instead of waiting for others to. */
    void runWhileWaiting(bool does) { runsWhileWaiting = does; }

    /** Waiting in vain takes its time on this clock. */
    void passTimeOn(VirtualClock& clock) { time = &clock; }

    /** Where the job that ran n-th stood, and how many ran. */
    [[nodiscard]] const std::vector<signal::JobOrder>& ran() const { return orders; }
    [[nodiscard]] std::size_t waiting() const { return queue.size(); }
    [[nodiscard]] std::size_t cancelled() const { return cancelCount; }

    void submit(SignalThread&, std::unique_ptr<signal::DiskJob> job, signal::JobOrder order) override
    {
        queue.push(std::move(job), order);
    }
    void reorder(SignalThread&, std::uint64_t owner, signal::Urgency urgency) override
    {
        queue.reorder(owner, urgency);
    }
    std::size_t cancel(SignalThread&, std::uint64_t owner, std::uint32_t generation) override
    {
        const auto dropped = queue.cancel(owner, generation).size();
        cancelCount += dropped;
        return dropped;
    }
    std::size_t drain(SignalThread& thread) override
    {
        const auto done = std::exchange(finished, {});
        for (const auto& job : done)
            job->finish(thread);
        return done.size();
    }
    bool waitForFinished(SignalThread&, Instant timeout) override
    {
        if (finished.empty() && runsWhileWaiting)
            runNext();
        if (finished.empty() && time != nullptr)
            time->advance(timeout);
        return !finished.empty();
    }
    [[nodiscard]] int workerCount() const override { return 2; }
    [[nodiscard]] signal::DiskStats stats(SignalThread&) const override
    {
        signal::DiskStats now;
        now.reads = orders.size();
        now.bytes = bytes;
        now.queued = queue.size();
        now.running = begun.size();
        now.devices = devices;
        return now;
    }
    [[nodiscard]] std::vector<signal::DeviceId> hungDevices(SignalThread&) const override
    {
        return {hung.begin(), hung.end()};
    }

private:
    [[nodiscard]] std::optional<signal::JobQueue::Waiting> take()
    {
        return queue.tryTake([this](const signal::JobOrder& order) { return !held.contains(order.device); });
    }
    void run(signal::JobQueue::Waiting waiting)
    {
        waiting.job->run(diskThread);
        bytes += waiting.job->bytesRead();
        orders.push_back(waiting.order);
        finished.push_back(std::move(waiting.job));
    }

    DiskThread diskThread = DiskThread::mint();
    signal::JobQueue queue;
    std::vector<signal::JobQueue::Waiting> begun;
    std::vector<std::unique_ptr<signal::DiskJob>> finished;
    std::vector<signal::JobOrder> orders;
    std::set<signal::DeviceId> held;
    std::uint64_t bytes = 0;
    std::size_t cancelCount = 0;
    bool runsWhileWaiting = false;
    VirtualClock* time = nullptr;
};

} // namespace loophole::testing
