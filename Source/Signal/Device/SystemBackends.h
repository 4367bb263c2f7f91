#pragma once

#include "Signal/Device/DeviceBackends.h"

namespace loophole::signal
{

/** JACK, ALSA (and PulseAudio through it), JUCE's generic device, Null and offline. */
class SystemBackends final : public DeviceBackends
{
public:
    [[nodiscard]] std::vector<DeviceListing> list(DeviceThread&) override;
    [[nodiscard]] bool definesAlsaPcm(DeviceThread&, std::string_view name) override;
    [[nodiscard]] std::unique_ptr<OutputDevice> make(const DeviceChoice&) override;
};

} // namespace loophole::signal
