#pragma once

#include "Concurrency/ThreadTokens.h"
#include "Core/Outcome.h"
#include "Signal/Device/DeviceBackends.h"
#include "Signal/Device/DeviceChoice.h"

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace loophole::signal
{

/** Which devices are tried, best first. */
struct DeviceOrder
{
    std::vector<DeviceChoice> choices;
    bool isConfigured = false; ///< the first choice was asked for by name

    /**
        The configured device → JACK → PulseAudio → ALSA's default → safe mode → Null. `configured` is empty, "default",
        "jack", "pulse", "alsa", "safe", "null", "offline", "jack:CLIENT", "alsa:PCM", or the bare name of a JACK client
        or an ALSA PCM that exists. Any other name is a Failure that lists what exists. Null and offline have nothing
        below them.
    */
    [[nodiscard]] static Outcome<DeviceOrder> from(DeviceThread&, std::string_view configured, DeviceBackends&);

    /** How many of the first choices may be used where stepping down is forbidden: the one that was asked for, or,
       where none was, every device of the system proper (neither safe mode nor Null). */
    [[nodiscard]] std::size_t countWithoutFallback() const;
};

/** LOOPHOLE_ALLOW_FALLBACK, read from the environment at every call: only "0" forbids stepping down. */
[[nodiscard]] bool isFallbackAllowed();

/** A device that plays. */
struct OpenedDevice
{
    std::unique_ptr<OutputDevice> device;
    DeviceFormat format;
    std::size_t rank = 0;              ///< its place in the order
    std::vector<std::string> warnings; ///< one for every step down, with the remedy
};

/** Starts a device that has been opened, or says why it cannot be used after all. */
using StartDevice = std::function<Outcome<void>(OutputDevice&, const DeviceFormat&)>;

/** Opens and starts the first that works of choices[begin … end). The failure names every one that was tried. */
[[nodiscard]] Outcome<OpenedDevice> openFirst(DeviceThread&, const DeviceOrder&, std::size_t begin, std::size_t end,
                                              const DeviceRequest&, DeviceBackends&, const StartDevice&);

} // namespace loophole::signal
