#include "Signal/Device/DeviceExit.h"

#include "Signal/Device/OutputDevice.h"

#include <algorithm>
#include <cstdlib>
#include <mutex>
#include <vector>

namespace loophole::signal
{
namespace
{

struct RunningDevices
{
    std::mutex mutex;
    std::vector<OutputDevice*> devices;
    bool isHooked = false;
};

/** Never destroyed: devices that are statics themselves may stop after every other static is gone. */
RunningDevices& running()
{
    static auto& all = *new RunningDevices;
    return all;
}

} // namespace

void DeviceExit::add(OutputDevice& device)
{
    auto& all = running();
    const std::scoped_lock lock(all.mutex);
    all.devices.push_back(&device);
    if (!all.isHooked)
        all.isHooked = std::atexit([] { stopAll(); }) == 0;
}

void DeviceExit::remove(OutputDevice& device)
{
    auto& all = running();
    const std::scoped_lock lock(all.mutex);
    std::erase(all.devices, &device);
}

std::size_t DeviceExit::stopAll()
{
    auto& all = running();
    // Held throughout: a device that is being destroyed on another thread waits in remove() until it has been stopped.
    const std::scoped_lock lock(all.mutex);
    std::size_t stopped = 0;
    for (auto* device : all.devices)
    {
        try
        {
            device->haltIfRunning();
            ++stopped;
        }
        catch (...)
        {
            // The others still have to stop, and at exit there is nobody left to tell.
        }
    }
    all.devices.clear();
    return stopped;
}

std::size_t DeviceExit::runningCount()
{
    auto& all = running();
    const std::scoped_lock lock(all.mutex);
    return all.devices.size();
}

} // namespace loophole::signal
