#include "Signal/Disk/DiskPool.h"

#include "Signal/Disk/DiskWorkers.h"
#include "Signal/Disk/UsableCores.h"

#include <algorithm>
#include <cassert>

namespace loophole::signal
{

int DiskPool::defaultWorkerCount()
{
    return std::clamp(usableCores(), 2, 16);
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
    return workers->count();
}
DiskStats DiskPool::stats(SignalThread&) const
{
    return workers->stats();
}
std::vector<DeviceId> DiskPool::hungDevices(SignalThread&) const
{
    return workers->hungDevices();
}

} // namespace loophole::signal
