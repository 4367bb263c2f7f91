#include "Signal/Disk/JobQueue.h"

#include <algorithm>

namespace loophole::signal
{

void JobQueue::push(std::unique_ptr<DiskJob> job, JobOrder order)
{
    const Place place{order.device, {order.urgency, ++pushed}};
    devices[place.device].emplace(place.rank, Waiting{std::move(job), order});
    owners.emplace(order.tag.owner, place);
}

void JobQueue::reorder(std::uint64_t owner, Urgency urgency)
{
    for (const auto& place : placesOf(owner))
    {
        auto waiting = remove(place);
        waiting.order.urgency = urgency;
        push(std::move(waiting.job), waiting.order);
    }
}

std::vector<JobQueue::Waiting> JobQueue::cancel(std::uint64_t owner, std::uint32_t generation)
{
    std::vector<Waiting> dropped;
    for (const auto& place : placesOf(owner))
        if (devices.at(place.device).at(place.rank).order.tag.generation < generation)
            dropped.push_back(remove(place));
    return dropped;
}

std::size_t JobQueue::size(DeviceId device) const
{
    const auto found = devices.find(device);
    return found != devices.end() ? found->second.size() : 0;
}

std::vector<JobQueue::Place> JobQueue::placesOf(std::uint64_t owner) const
{
    std::vector<Place> places;
    const auto [first, last] = owners.equal_range(owner);
    for (auto entry = first; entry != last; ++entry)
        places.push_back(entry->second);
    // Hash tables have no order of their own: who came first stays first.
    std::ranges::sort(places, {}, [](const Place& place) { return place.rank.second; });
    return places;
}

JobQueue::Waiting JobQueue::remove(const Place& place)
{
    const auto device = devices.find(place.device);
    const auto entry = device->second.find(place.rank);
    auto waiting = std::move(entry->second);
    device->second.erase(entry);
    if (device->second.empty())
        devices.erase(device);
    const auto [first, last] = owners.equal_range(waiting.order.tag.owner);
    owners.erase(std::find_if(first, last, [&](const auto& owned) { return owned.second == place; }));
    return waiting;
}

} // namespace loophole::signal
