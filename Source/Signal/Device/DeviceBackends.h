#pragma once

#include "Concurrency/ThreadTokens.h"
#include "Signal/Device/DeviceChoice.h"
#include "Signal/Device/OutputDevice.h"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace loophole::signal
{

/** A device that could be chosen now. */
struct DeviceListing
{
    DeviceChoice choice;
    std::string description;
};

/** Where devices come from. Used on the device thread: asking may wait for a server. Tests put their own here. */
class DeviceBackends
{
public:
    virtual ~DeviceBackends() = default;

    /** What exists now, without the keywords that always may be named. */
    [[nodiscard]] virtual std::vector<DeviceListing> list(DeviceThread&) = 0;

    /** Whether ALSA's configuration defines a PCM of this name (with or without arguments: "hw", "hw:0,0"). */
    [[nodiscard]] virtual bool definesAlsaPcm(DeviceThread&, std::string_view name) = 0;

    /** A device that is not open yet; never null. */
    [[nodiscard]] virtual std::unique_ptr<OutputDevice> make(const DeviceChoice&) = 0;
};

} // namespace loophole::signal
