#pragma once

// The semaphore needs definitions of the queue it ships with; std::counting_semaphore of GCC 12 can sleep for ever.
#include <concurrentqueue/concurrentqueue.h>
#include <concurrentqueue/lightweightsemaphore.h>

#include <atomic>
#include <chrono>

namespace loophole
{

/**
    Wakes the one thread that waits here. Any number of notifications before it wakes count as one, so a busy sender
    costs the receiver a single turn. Not for the audio thread, which may not call the system: whatever listens to
    it looks by itself at regular times.
*/
class WakeUp
{
public:
    void notify()
    {
        if (!isPending.exchange(true, std::memory_order_acq_rel))
            semaphore.signal();
    }

    /** Returns when notified, or after `longest`. What the notifier did before is visible afterwards. */
    void waitAtMost(std::chrono::microseconds longest)
    {
        // Cleared by a read-modify-write, which takes part in the notifier's release sequence: a notification from
        // here on signals anew, and one that found the flag still set is seen by the turn that begins now.
        if (semaphore.wait(longest.count()))
            isPending.exchange(false, std::memory_order_acq_rel);
    }

private:
    std::atomic<bool> isPending{false};
    moodycamel::LightweightSemaphore semaphore;
};

} // namespace loophole
