#include "Signal/Stream/DeviceWatch.h"

#include <algorithm>

namespace loophole::signal
{

std::vector<DeviceWatch::Change> DeviceWatch::look(SignalThread& thread)
{
    std::vector<Change> changes;
    const auto now = clock.now();
    if (now < lastLook + interval)
        return changes;
    lastLook = now;
    auto hangs = disk.hungDevices(thread);
    for (const auto device : hangs)
        if (!isHung(device))
            changes.push_back({device, true});
    for (const auto device : hung)
        if (!std::ranges::binary_search(hangs, device))
            changes.push_back({device, false});
    hung = std::move(hangs);
    return changes;
}

bool DeviceWatch::isHung(DeviceId device) const
{
    return std::ranges::binary_search(hung, device);
}

std::vector<DiskDevice> reportOf(const std::vector<DeviceStats>& measured, const MountTable& mounts)
{
    std::vector<DiskDevice> devices;
    for (const auto& one : measured)
    {
        if (one.device == DeviceId()) // jobs of no known drive, such as listings
            continue;
        DiskDevice device;
        device.device = one.device.value;
        device.name = mounts.pointOf(one.device).string();
        device.reads = one.reads;
        device.bytes = one.bytes;
        device.errors = one.errors;
        device.p50Ms = one.p50Ms;
        device.p99Ms = one.p99Ms;
        device.bytesPerSecond = one.bytesPerSecond;
        device.sustainedBytesPerSecond = one.sustainedBytesPerSecond;
        device.queued = one.queued;
        device.running = one.running;
        device.concurrency = one.concurrency;
        device.isStalled = one.isHung;
        devices.push_back(std::move(device));
    }
    return devices;
}

} // namespace loophole::signal
