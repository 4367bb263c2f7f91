#include "Signal/Disk/DeviceLanes.h"

#include <algorithm>
#include <functional>

namespace loophole::signal
{

DeviceLane& DeviceLanes::of(DeviceId device)
{
    return lanes.try_emplace(device, stallLimit, highest).first->second;
}

std::size_t DeviceLanes::computing(Instant now) const
{
    std::size_t count = 0;
    for (const auto& [device, lane] : lanes)
        count += lane.isWaitedFor(now) ? 0 : static_cast<std::size_t>(lane.running());
    return count;
}

std::size_t DeviceLanes::waiting(Instant now) const
{
    std::size_t count = 0;
    for (const auto& [device, lane] : lanes)
        count += lane.isWaitedFor(now) ? static_cast<std::size_t>(lane.running()) : 0;
    return count;
}

std::vector<DeviceId> DeviceLanes::hung(Instant now) const
{
    std::vector<DeviceId> found;
    for (const auto& [device, lane] : lanes)
        if (lane.isHung(now))
            found.push_back(device);
    return found;
}

void DeviceLanes::forgetOld(Instant now)
{
    std::erase_if(lanes, [&](const auto& entry)
                  { return entry.second.running() == 0 && now - entry.second.lastUsed() > laneAge; });
}

std::vector<DeviceStats> DeviceLanes::stats(Instant now) const
{
    std::vector<DeviceStats> told;
    for (const auto& [device, lane] : lanes)
        told.emplace_back(lane.stats(now)).device = device;
    std::ranges::sort(told, std::ranges::greater(), &DeviceStats::reads);
    return told;
}

} // namespace loophole::signal
