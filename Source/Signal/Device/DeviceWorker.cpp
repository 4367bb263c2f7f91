#include "Signal/Device/DeviceWorker.h"

#include <utility>

namespace loophole::signal
{

DeviceWorkerThread::DeviceWorkerThread() : thread([this] { work(); }) {}

DeviceWorkerThread::~DeviceWorkerThread()
{
    {
        const std::scoped_lock lock(mutex);
        isEnding = true;
    }
    changed.notify_all();
    thread.join();
}

void DeviceWorkerThread::post(Job job)
{
    {
        const std::scoped_lock lock(mutex);
        jobs.push_back(std::move(job));
    }
    changed.notify_all();
}

void DeviceWorkerThread::waitUntilIdle()
{
    std::unique_lock lock(mutex);
    changed.wait(lock, [this] { return jobs.empty() && !isBusy; });
}

void DeviceWorkerThread::work()
{
    auto deviceThread = DeviceThread::mint();
    std::unique_lock lock(mutex);
    for (;;)
    {
        changed.wait(lock, [this] { return !jobs.empty() || isEnding; });
        if (jobs.empty())
            return;
        auto job = std::move(jobs.front());
        jobs.pop_front();
        isBusy = true;
        lock.unlock();
        job(deviceThread);
        job = nullptr; // what it holds is let go before it counts as done
        lock.lock();
        isBusy = false;
        changed.notify_all();
    }
}

} // namespace loophole::signal
