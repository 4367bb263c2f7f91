#pragma once

#include "Signal/Device/AlsaConfiguration.h"
#include "Signal/Device/DeviceRenderer.h"
#include "Signal/Device/OutputDevice.h"

#include <atomic>
#include <string>
#include <thread>
#include <vector>

namespace loophole::signal
{

/**
    An ALSA PCM: a sound card, or PulseAudio through ALSA's plug-in, which it then calls itself. Owns the PCM and the
    thread that writes to it, at three periods of buffer; a block is a period. Rates are never converted by ALSA (its
    linear resampler): the format says what the card runs at. Speaks to libasound itself: see Decisions/0040.
*/
class AlsaDevice final : public OutputDevice
{
public:
    explicit AlsaDevice(std::string pcmName);
    ~AlsaDevice() override;

    [[nodiscard]] DeviceCapabilities capabilities() const override;

protected:
    Outcome<DeviceFormat> connect(const DeviceRequest&) override;
    Outcome<void> run(RenderCallback&, const DeviceFormat&) override;
    void halt() override;
    [[nodiscard]] std::string backendName() const override { return isPulse ? "PulseAudio" : "ALSA"; }
    [[nodiscard]] std::string deviceName() const override { return pcmName; }

private:
    void disconnect();

    // What follows runs on the callback thread.
    void play();
    [[nodiscard]] bool waitForRoom();
    [[nodiscard]] bool writePeriod();
    [[nodiscard]] bool recover(int error);

    std::string pcmName;
    bool isPulse = false;
    _snd_pcm* pcm = nullptr;
    AlsaConfiguration set; ///< channels beyond those that are rendered are silent
    std::vector<std::vector<float>> planes;
    std::vector<float*> channels;
    std::vector<std::byte> interleaved; ///< one period, frames × set.channels
    DeviceRenderer renderer{counted()};
    std::atomic<bool> isStopping{false};
    std::thread thread;
};

} // namespace loophole::signal
