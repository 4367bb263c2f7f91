#pragma once

#include "Concurrency/SpscQueue.h"
#include "Core/Outcome.h"
#include "Signal/Device/DeviceOrder.h"
#include "Signal/Device/DeviceRateAdapter.h"

#include <optional>
#include <string>
#include <variant>

namespace loophole::signal
{

/** A device has begun to call back. */
struct DeviceStarted
{
    DeviceStatus status;
    DeviceCapabilities capabilities;
    std::shared_ptr<const DeviceProgress> progress;
    std::size_t rank = 0;
    bool isReplacement = false;
};
/** No device of the order could be started, or none that may be used. */
struct DeviceFailed
{
    Failure failure;
};
/** A better device was looked for and there is none; the present one went on all the while. */
struct NothingBetter
{
};
struct DeviceClosed
{
};

using DeviceEvent = std::variant<DeviceStarted, DeviceFailed, NothingBetter, DeviceClosed>;

/**
    The one device that plays and how to get the next. Lives on the device thread; what it does is told to the Signal
    control thread through `events`.
*/
class DeviceSlot
{
public:
    DeviceSlot(DeviceBackends& backends, RenderCallback& callback) : backends(backends), callback(callback) {}

    /** Reads the configured name, then opens and starts the first of its order that works. */
    void open(DeviceThread&, const std::string& configuredName, const DeviceRequest&);

    /** Drops the present device, which has stopped, and starts the first of the order, itself among them. */
    void replace(DeviceThread&, const std::string& reason);

    /** Changes to a device above the present one, if one can be opened; the present one plays until then. */
    void improve(DeviceThread&);

    void close(DeviceThread&);

    /** Receives what happened. */
    [[nodiscard]] bool tryReceive(SignalThread& thread, DeviceEvent& event) { return events.tryReceive(thread, event); }

private:
    Outcome<DeviceStarted> startFirst(DeviceThread&, std::size_t end);
    Outcome<void> start(DeviceThread&, OutputDevice&, const DeviceFormat&);
    void tell(DeviceThread&, DeviceEvent&&);

    DeviceBackends& backends;
    RenderCallback& callback;
    DeviceOrder order;
    DeviceRequest request;
    std::unique_ptr<DeviceRateAdapter> adapter; ///< outlives the device, which calls it
    std::unique_ptr<OutputDevice> device;
    std::size_t rank = 0;
    std::string lossReason;
    SpscQueue<DeviceEvent, DeviceThread, SignalThread> events{16};
};

} // namespace loophole::signal
