#include "Signal/Control/DeviceDirectory.h"

#include <utility>

namespace loophole::signal
{

DeviceDirectory::DeviceDirectory(DeviceWorker& theWorker, DeviceBackends& theBackends, FactSink& theFacts)
    : worker(theWorker), backends(theBackends), facts(theFacts)
{
}

void DeviceDirectory::ask(SignalThread&)
{
    if (std::exchange(isAsking, true))
        return;
    worker.post(
        [&from = backends, to = answers](DeviceThread& thread)
        {
            DevicesListed listed;
            for (const auto& found : from.list(thread))
                listed.devices.push_back({toString(found.choice), found.description});
            // One question at a time: there is room.
            (void) to->queue.trySend(thread, std::move(listed));
        });
}

void DeviceDirectory::step(SignalThread& thread)
{
    DevicesListed listed;
    if (!isAsking || !answers->queue.tryReceive(thread, listed))
        return;
    isAsking = false;
    facts.send(thread, std::move(listed));
}

} // namespace loophole::signal
