#pragma once

#include "Core/Clock.h"
#include "Core/Outcome.h"
#include "Signal/Device/DeviceSlot.h"
#include "Signal/Device/DeviceWorker.h"

#include <functional>
#include <optional>
#include <set>

namespace loophole::signal
{

/**
    Keeps a device playing. Opens the first of the order that works, notices within about a second when it no longer
    calls back, replaces it, and goes on looking for a better one with back-off. The callback and so the position
    stay as they are: the next device goes on with the next frame.

    Lives on the Signal control thread and never waits there: whatever may wait is a job of the DeviceWorker, which
    sends its result back through a queue that step() reads.
*/
class DeviceWatchdog
{
public:
    enum class State
    {
        closed,
        opening,
        playing,
        refused, ///< the first opening failed; see failure(). Not tried again.
        silent   ///< the device went away and stepping down is forbidden; tried again with back-off
    };

    /** `log` gets each warning once. The callback, the worker and the backends must outlive this. */
    DeviceWatchdog(const Clock&, DeviceWorker&, DeviceBackends&, RenderCallback&, std::function<void(const std::string&)> log);
    ~DeviceWatchdog();

    /** Answered by a step() that leaves State::opening. */
    void open(SignalThread&, const std::string& configuredName, const DeviceRequest&);

    /** Stops the device; step() says when it is closed. */
    void close(SignalThread&);

    /** Call at every turn of the control loop, ten times a second or more. */
    void step(SignalThread&);

    [[nodiscard]] State state(SignalThread&) const { return now; }
    /** Why it was refused. */
    [[nodiscard]] const Failure& failure(SignalThread&) const { return refusal; }
    [[nodiscard]] const DeviceStatus& status(SignalThread&) const { return current.status; }
    [[nodiscard]] const DeviceCapabilities& capabilities(SignalThread&) const { return current.capabilities; }
    /** The status, once after every change of it. */
    [[nodiscard]] std::optional<DeviceStatus> takeChange(SignalThread&);
    /** Of every device since open(). */
    [[nodiscard]] std::uint64_t xruns(SignalThread&) const;
    /** Callbacks of every device since open(). */
    [[nodiscard]] std::uint64_t callbacks(SignalThread&) const;

    /** How many devices were replaced because they stopped. */
    [[nodiscard]] std::uint64_t losses(SignalThread&) const { return lossCount; }

private:
    void receive(SignalThread&);
    void started(DeviceStarted&&);
    void failed(const Failure&);
    void watch(SignalThread&);
    void replace(const std::string& reason);
    void look();
    void sayOnce(const std::vector<std::string>& warnings);
    void delayNextLook();

    const Clock& clock;
    DeviceWorker& worker;
    std::function<void(const std::string&)> log;
    std::shared_ptr<DeviceSlot> slot; ///< shared with the jobs that are still under way

    State now = State::closed;
    Failure refusal;
    DeviceStarted current;
    bool hasChanged = false;
    bool isLooking = false;
    std::uint64_t lastCallbacks = 0;
    Instant lastProgress{};
    Instant nextLook{};
    Instant lookInterval{};
    std::set<std::string> said;
    std::uint64_t lossCount = 0;
    std::uint64_t earlierXruns = 0;
    std::uint64_t earlierCallbacks = 0;
};

} // namespace loophole::signal
