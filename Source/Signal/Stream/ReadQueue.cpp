#include "Signal/Stream/ReadQueue.h"

#include "Signal/Stream/AssetSource.h"

#include <cassert>

namespace loophole::signal
{

void ReadQueue::put(StreamWindow& window, std::size_t item)
{
    remove(window);
    assert(window.readsUnderWay < mostReadsOfOne);
    const auto neededAt = window.blocks[item].neededAt;
    const auto kind = window.urgencyClassAt(neededAt);
    const auto group = static_cast<std::size_t>(kind) * mostReadsOfOne + static_cast<std::size_t>(window.readsUnderWay);
    const Urgency urgency{kind, neededAt, window.source->facts.length.value(), window.residentCount == 0};
    const auto device = window.source->device;
    const auto entry = devices[device][group].insert({urgency, window.key, &window, item}).first;
    places.emplace(&window, Place{device, group, entry});
}

const ReadQueue::Entry* ReadQueue::find(const StreamWindow& window) const
{
    const auto found = places.find(&window);
    return found != places.end() ? &*found->second.entry : nullptr;
}

void ReadQueue::remove(StreamWindow& window)
{
    const auto found = places.find(&window);
    if (found == places.end())
        return;
    devices[found->second.device][found->second.group].erase(found->second.entry);
    places.erase(found);
}

} // namespace loophole::signal
