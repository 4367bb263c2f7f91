#pragma once

#include "Concurrency/ThreadTokens.h"

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>

namespace loophole::signal
{

/** Where jobs that may wait for a sound server are done, one after the other. Posting never waits for one. */
class DeviceWorker
{
public:
    using Job = std::function<void(DeviceThread&)>;

    virtual ~DeviceWorker() = default;
    virtual void post(Job) = 0;
};

/** The device thread. Destroying it finishes what was posted. */
class DeviceWorkerThread final : public DeviceWorker
{
public:
    DeviceWorkerThread();
    ~DeviceWorkerThread() override;

    void post(Job) override;

    /** Waits until every job that was posted before is done. For starting and ending a program, not for its loop. */
    void waitUntilIdle();

private:
    void work();

    std::mutex mutex;
    std::condition_variable changed;
    std::deque<Job> jobs;
    bool isBusy = false;
    bool isEnding = false;
    std::thread thread;
};

} // namespace loophole::signal
