#pragma once

#include "Signal/Device/OutputDevice.h"

#include <memory>

namespace loophole::signal
{

/**
    The generic device in safe mode: the platform's default output through JUCE, with a buffer of 100 ms. It shares no
    code with the other backends, so that it may work where they fail; its short-comings (Decisions/0040) do no harm at
    100 ms. Owns the JUCE device. Needs no message loop.
*/
class JuceDevice final : public OutputDevice
{
public:
    JuceDevice();
    ~JuceDevice() override;

    [[nodiscard]] DeviceCapabilities capabilities() const override;

protected:
    Outcome<DeviceFormat> connect(const DeviceRequest&) override;
    Outcome<void> run(RenderCallback&, const DeviceFormat&) override;
    void halt() override;
    [[nodiscard]] std::string backendName() const override { return "Safe mode"; }
    [[nodiscard]] std::string deviceName() const override;

private:
    class Bridge;
    std::unique_ptr<Bridge> bridge;
};

} // namespace loophole::signal
