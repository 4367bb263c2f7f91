#include "Signal/Device/OutputDevice.h"

#include "Signal/Device/DeviceExit.h"

#include <cassert>

namespace loophole::signal
{

OutputDevice::~OutputDevice()
{
    assert(!isRunning);
}

Outcome<DeviceFormat> OutputDevice::open(DeviceThread&, const DeviceRequest& request)
{
    const std::scoped_lock lock(control);
    if (isRunning)
        return Failure{deviceName(), "is playing; it has to be stopped before it is opened again"};
    counters->isLost = false;
    format = {};
    auto opened = connect(request);
    if (opened.ok())
        format = opened.value();
    return opened;
}

Outcome<void> OutputDevice::start(DeviceThread&, RenderCallback& callback)
{
    {
        const std::scoped_lock lock(control);
        if (isRunning)
            return Failure{deviceName(), "is playing already"};
        if (!format.rate.isKnown())
            return Failure{deviceName(), "is not open"};
        if (auto ran = run(callback, format); !ran.ok())
            return ran;
        isRunning = true;
    }
    // Outside of the lock: DeviceExit takes its own first and ours within it.
    DeviceExit::add(*this);
    return {};
}

void OutputDevice::stop(DeviceThread&)
{
    stopAtLast();
}

void OutputDevice::stopAtLast()
{
    DeviceExit::remove(*this);
    haltIfRunning();
}

void OutputDevice::haltIfRunning()
{
    const std::scoped_lock lock(control);
    if (isRunning)
        halt();
    isRunning = false;
}

DeviceStatus OutputDevice::status() const
{
    const std::scoped_lock lock(control);
    return {backendName(), deviceName(), format.rate.hz(), format.blockFrames, format.channels, {}};
}

} // namespace loophole::signal
