#pragma once

#include "Signal/Device/DeviceRenderer.h"
#include "Signal/Device/OutputDevice.h"

#include <thread>

namespace loophole::signal
{

/**
    Keeps real time with the steady clock and throws the sound away, so that sessions run where there is no sound
    card. Owns its callback thread. Every deadline is start + n · block / rate, an absolute time: nothing drifts,
    however late a single wake-up was; one that is later than a whole block counts as an xrun.
*/
class NullDevice : public OutputDevice
{
public:
    NullDevice() = default;
    ~NullDevice() override;

    [[nodiscard]] DeviceCapabilities capabilities() const override;

protected:
    Outcome<DeviceFormat> connect(const DeviceRequest&) override;
    Outcome<void> run(RenderCallback&, const DeviceFormat&) override;
    void halt() override;
    [[nodiscard]] std::string backendName() const override { return "Null"; }
    [[nodiscard]] std::string deviceName() const override { return "null"; }

private:
    void keepTime(const DeviceFormat&);

    DeviceRenderer renderer{counted()};
    std::atomic<bool> isStopping{false};
    std::thread thread;
};

} // namespace loophole::signal
