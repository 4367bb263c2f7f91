#pragma once

#include "Signal/Buffers/BufferMeter.h"

#include <mutex>

namespace loophole::signal
{

/** Holds a mutex for its lifetime and counts the times that another thread had it. Null: nothing to hold. Never on the
 * audio thread. */
class MeteredLock
{
public:
    MeteredLock(std::mutex* toLock, BufferMeter& meter) : mutex(toLock)
    {
        if (mutex == nullptr || mutex->try_lock())
            return;
        meter.waitedForLock();
        mutex->lock();
    }
    ~MeteredLock()
    {
        if (mutex != nullptr)
            mutex->unlock();
    }
    MeteredLock(const MeteredLock&) = delete;
    MeteredLock& operator=(const MeteredLock&) = delete;

private:
    std::mutex* mutex;
};

} // namespace loophole::signal
