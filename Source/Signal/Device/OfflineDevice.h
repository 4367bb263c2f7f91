#pragma once

#include "Signal/Device/DeviceRenderer.h"
#include "Signal/Device/OutputDevice.h"

#include <vector>

namespace loophole::signal
{

/**
    Calls back only when it is cranked, as fast as its caller likes, on the caller's thread; the same cranks give the
    same callbacks. Owns the planar block of the last callback. Never chosen as a fallback.
*/
class OfflineDevice final : public OutputDevice
{
public:
    OfflineDevice() = default;
    ~OfflineDevice() override;

    /** Renders `frames` in callbacks of the opened block, the last one smaller. Returns how many frames were rendered:
        0 unless started. `received(OutputBlock)` gets each block, if given. */
    template <class Receiver>
    std::int64_t renderFrames(std::int64_t frames, Receiver&& received)
    {
        std::int64_t rendered = 0;
        while (rendered < frames && isStarted)
        {
            const auto block = renderBlock(frames - rendered);
            received(block);
            rendered += block.frames;
        }
        return rendered;
    }
    std::int64_t renderFrames(std::int64_t frames)
    {
        return renderFrames(frames, [](const OutputBlock&) {});
    }

    void crank(DeviceThread&, std::int64_t frames) override { renderFrames(frames); }

    [[nodiscard]] DeviceCapabilities capabilities() const override;

protected:
    Outcome<DeviceFormat> connect(const DeviceRequest&) override;
    Outcome<void> run(RenderCallback&, const DeviceFormat&) override;
    void halt() override;
    [[nodiscard]] std::string backendName() const override { return "Offline"; }
    [[nodiscard]] std::string deviceName() const override { return "offline"; }

private:
    OutputBlock renderBlock(std::int64_t framesLeft);

    DeviceRenderer renderer{counted()};
    std::vector<std::vector<float>> planes;
    std::vector<float*> channels;
    int blockFrames = 0;
    bool isStarted = false;
};

} // namespace loophole::signal
