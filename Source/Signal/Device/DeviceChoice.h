#pragma once

#include <string>

namespace loophole::signal
{

enum class DeviceKind
{
    jack,
    pulse,
    alsa,
    safeMode, ///< the generic device with a 100 ms buffer
    null,
    offline
};

/** One device to try. */
struct DeviceChoice
{
    DeviceKind kind = DeviceKind::null;
    std::string name; ///< JACK client or ALSA PCM; empty: the kind's own default

    bool operator==(const DeviceChoice&) const = default;
};

/** As --device takes it: "jack", "jack:system", "alsa:hw:0,0" …; parses back to the same choice. */
[[nodiscard]] std::string toString(const DeviceChoice&);

/** For people: "JACK", "ALSA hw:0,0", "Safe mode". */
[[nodiscard]] std::string describe(const DeviceChoice&);

} // namespace loophole::signal
