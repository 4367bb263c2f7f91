#pragma once

#include "Signal/Device/DeviceWatchdog.h"
#include "Signal/Device/SystemBackends.h"
#include "Support/CountedSignal.h"
#include "Support/EnvironmentVariable.h"

#include <functional>

namespace loophole::testing
{

/** The control loop of a program that plays the counted signal, on the devices that this machine has. */
struct DevicePlayer
{
    EnvironmentVariable fallback{"LOOPHOLE_ALLOW_FALLBACK", std::nullopt};
    CountedSignal signal;
    signal::SystemBackends backends;
    SteadyClock clock;
    signal::DeviceWorkerThread worker;
    SignalThread control = SignalThread::mint();
    signal::DeviceWatchdog watchdog{clock, worker, backends, signal, [](const std::string&) {}};

    /** Turns of the loop, one for each block that is rendered, until it is so; false after a minute. */
    [[nodiscard]] bool playUntil(const std::function<bool(const DeviceStatus&)>& isSo)
    {
        const auto deadline = clock.now() + std::chrono::seconds(60);
        while (clock.now() < deadline)
        {
            watchdog.step(control);
            if (watchdog.state(control) == signal::DeviceWatchdog::State::playing && isSo(watchdog.status(control)))
                return true;
            (void) signal.waitForFrames(signal.frames() + 1, std::chrono::milliseconds(100));
        }
        return false;
    }
};

} // namespace loophole::testing
