#pragma once

#include "Core/Clock.h"
#include "Core/Outcome.h"
#include "Signal/Device/DeviceSlot.h"
#include "Signal/Device/DeviceWorker.h"

#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <string>

namespace loophole::signal
{

/**
    Keeps a device playing. Opens the first of the order that works, notices within about a second when it no longer
    calls back, replaces it, and goes on looking for a better one with back-off. The callback and so the position
    stay as they are: the next device goes on with the next frame.

    Lives on the Signal control thread and never waits there: whatever may wait for a server is a job of the
    DeviceWorker, which sends its result back through a queue that step() reads. Destroying it posts the stop; the
    callback has to live until the worker has done that (a DeviceWorkerThread has when it is destroyed).
*/
class DeviceWatchdog
{
public:
    enum class State
    {
        closed,
        opening,
        playing,
        refused, ///< open() failed, see failure(); it is not tried again
        silent,  ///< the device went away and none may take its place; it is tried again with back-off
        closing
    };

    /** `log` gets every warning once, on the Signal control thread. */
    DeviceWatchdog(const Clock&, DeviceWorker&, DeviceBackends&, RenderCallback&,
                   std::function<void(const std::string&)> log);
    ~DeviceWatchdog();
    DeviceWatchdog(const DeviceWatchdog&) = delete;
    DeviceWatchdog& operator=(const DeviceWatchdog&) = delete;

    /** Answered by a step() that leaves State::opening; a device that plays already is stopped first. Names: see
        DeviceOrder::from(). */
    void open(SignalThread&, const std::string& configuredName, const DeviceRequest&);

    /** Stops the device; answered by the step() that reaches State::closed. */
    void close(SignalThread&);

    /**
        For a device that does not keep real time: has it render the next frames, on the device thread. False, and
       nothing happens, while the last ones are not done or where the device keeps its own time. Whoever cranks sees to
       it that what is to be heard is resident.
    */
    bool crank(SignalThread&, std::int64_t frames);

    /** Call at every turn of the control loop, ten times a second or more. */
    void step(SignalThread&);

    [[nodiscard]] State state(SignalThread&) const { return now; }
    /** Why it was refused or is silent. */
    [[nodiscard]] const Failure& failure(SignalThread&) const { return lastFailure; }
    [[nodiscard]] const DeviceStatus& status(SignalThread&) const { return current.status; }
    [[nodiscard]] const DeviceCapabilities& capabilities(SignalThread&) const { return current.capabilities; }
    /** The status, once after every change of it. */
    [[nodiscard]] std::optional<DeviceStatus> takeChange(SignalThread&);

    /** Of every device since open(). */
    [[nodiscard]] std::uint64_t xruns(SignalThread&) const;
    [[nodiscard]] std::uint64_t callbacks(SignalThread&) const;
    /** How many devices stopped by themselves since open(). */
    [[nodiscard]] std::uint64_t losses(SignalThread&) const { return lossCount; }

private:
    void handle(DeviceStarted&&);
    void handle(DeviceFailed&&);
    void handle(NothingBetter&&);
    void handle(DeviceClosed&&);
    void watchProgress();
    void replaceLostDevice();
    void lookForBetter();
    void leaveDevice();
    void sayOnce(const std::vector<std::string>& warnings);
    void post(std::function<void(DeviceSlot&, DeviceThread&)>);

    const Clock& clock;
    DeviceWorker& worker;
    std::function<void(const std::string&)> log;
    std::shared_ptr<DeviceSlot> slot; ///< shared with the jobs that are still under way

    State now = State::closed;
    bool isLooking = false;
    Failure lastFailure;
    DeviceStarted current;
    bool hasChanged = false;
    Instant startedAt{};
    Instant progressedAt{};
    std::uint64_t seenCallbacks = 0;
    Instant nextLook{};
    Instant lookInterval{};
    std::set<std::string> said;
    std::uint64_t crankedFrames = 0; ///< asked of the present device
    std::uint64_t lossCount = 0;
    std::uint64_t earlierXruns = 0;
    std::uint64_t earlierCallbacks = 0;
};

} // namespace loophole::signal
