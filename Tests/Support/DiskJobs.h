#pragma once

#include "Signal/Disk/DiskPool.h"

#include <atomic>
#include <catch2/catch.hpp>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>

namespace loophole::testing
{

/** Opens once; whoever waits goes on. */
class Gate
{
public:
    void open()
    {
        const std::scoped_lock lock(mutex);
        isOpen = true;
        opened.notify_all();
    }
    void wait()
    {
        std::unique_lock lock(mutex);
        opened.wait(lock, [this] { return isOpen; });
    }

private:
    std::mutex mutex;
    std::condition_variable opened;
    bool isOpen = false;
};

/** Does what it is told; counts its end on the control thread and its destruction. */
class ToldJob final : public signal::DiskJob
{
public:
    ToldJob(std::function<void()> work, std::function<void()> atEnd = {})
        : work(std::move(work)), atEnd(std::move(atEnd))
    {
    }
    void run(DiskThread&) override { work(); }
    void finish(SignalThread&) override
    {
        if (atEnd)
            atEnd();
    }
    [[nodiscard]] std::size_t bytesRead() const override { return 100; }

private:
    std::function<void()> work;
    std::function<void()> atEnd;
};

struct CountedWakeUp final : signal::WakeUp
{
    void wake() noexcept override { ++count; }
    std::atomic<int> count{0};
};

/** Drains until `count` jobs have come back. */
inline void drainUntil(signal::DiskPool& pool, SignalThread& thread, std::size_t count)
{
    std::size_t drained = 0;
    while (drained < count)
    {
        REQUIRE(pool.waitForFinished(thread, std::chrono::seconds(60)));
        drained += pool.drain(thread);
    }
}

[[nodiscard]] inline std::unique_ptr<signal::DiskJob> job(std::function<void()> work, std::function<void()> atEnd = {})
{
    return std::make_unique<ToldJob>(std::move(work), std::move(atEnd));
}

} // namespace loophole::testing
