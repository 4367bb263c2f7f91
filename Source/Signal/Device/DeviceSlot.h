#pragma once

#include "Concurrency/SpscQueue.h"
#include "Core/Outcome.h"
#include "Signal/Device/DeviceOrder.h"
#include "Signal/Device/DeviceRateAdapter.h"

#include <memory>
#include <string>
#include <variant>

namespace loophole::signal
{

/** A device has begun to play. */
struct DeviceStarted
{
    DeviceStatus status;
    DeviceCapabilities capabilities;
    std::shared_ptr<const DeviceProgress> progress;
    std::size_t rank = 0; ///< 0: as good as the order has
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
    The one device that plays and how to get the next. Owns it together with its DeviceRateAdapter, and lives on the
    device thread; every call but crank() is answered by one event that the Signal control thread receives.
*/
class DeviceSlot
{
public:
    DeviceSlot(DeviceBackends& backends, RenderCallback& callback) : backends(backends), callback(callback) {}

    /** Reads the configured name, then opens and starts the first of its order that works. */
    void open(DeviceThread&, const std::string& configuredName, const DeviceRequest&);

    /** Drops the present device, which has stopped, and starts the first that works from `firstRank` on. `reason` is
       one sentence on what happened, and the first of the warnings unless the best device is back. */
    void replace(DeviceThread&, const std::string& reason, std::size_t firstRank);

    /** Changes to a device above the present one, if one can be opened; the present one plays until then. */
    void improve(DeviceThread&);

    void close(DeviceThread&);

    /** Has a device that does not keep real time call back. Answered by its progress, not by an event. */
    void crank(DeviceThread&, std::int64_t frames);

    /** False when there is none. Each event answers one call, in order. */
    [[nodiscard]] bool tryReceive(SignalThread& thread, DeviceEvent& event) { return events.tryReceive(thread, event); }

private:
    Outcome<OpenedDevice> startFirst(DeviceThread&, std::size_t begin, std::size_t end);
    Outcome<void> takeOver(DeviceThread&, OutputDevice&);
    void settle(DeviceThread&, Outcome<OpenedDevice>&&, const std::string& reason);
    void drop(DeviceThread&);
    void tell(DeviceThread&, DeviceEvent&&);
    [[nodiscard]] std::size_t usableCount() const;

    DeviceBackends& backends;
    RenderCallback& callback;
    DeviceOrder order;
    DeviceRequest request;
    std::unique_ptr<DeviceRateAdapter> nextAdapter;
    std::unique_ptr<DeviceRateAdapter>
        adapter; ///< declared before the device, which calls it, to be destroyed after it
    std::unique_ptr<OutputDevice> device;
    std::size_t rank = 0;
    /** Never full: the watchdog has at most one open or replace and one improve or close unanswered. */
    SpscQueue<DeviceEvent, DeviceThread, SignalThread> events{16};
};

} // namespace loophole::signal
