#pragma once

#include "Concurrency/ThreadTokens.h"
#include "Core/Outcome.h"
#include "Signal/Device/DeviceBackends.h"
#include "Signal/Device/DeviceChoice.h"

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
};

/** LOOPHOLE_ALLOW_FALLBACK, read from the environment at every call: only "0" forbids stepping down. */
[[nodiscard]] bool isFallbackAllowed();

/** How many of the first choices may be used where stepping down is forbidden: the one that was asked for, or, where
    none was, every device of the system proper (neither safe mode nor Null). */
[[nodiscard]] std::size_t choicesWithoutFallback(const DeviceOrder&);

/** A device that is open and not yet started. */
struct OpenedDevice
{
    std::unique_ptr<OutputDevice> device;
    DeviceFormat format;
    std::size_t rank = 0;              ///< its place in the order
    std::vector<std::string> warnings; ///< one for every step down, with the remedy
};

/**
    Opens the first of `order.choices[0 … end)` that can be opened and that `isUsable` then accepts (which may start
    it). Fails where stepping down is forbidden and would be needed; the failure names the first choice and its cause.
*/
template <class IsUsable>
[[nodiscard]] Outcome<OpenedDevice> openFirst(DeviceThread&, const DeviceOrder&, std::size_t end, const DeviceRequest&,
                                              DeviceBackends&, IsUsable&& isUsable);

/** "JACK: no server is running. Playing through Null … Remedy: …", as shown and logged. */
[[nodiscard]] std::string stepDownWarning(const DeviceChoice& from, const std::string& why, const DeviceChoice& to);

} // namespace loophole::signal
