#pragma once

#include "Signal/Callback/RenderCallback.h"
#include "Signal/Device/RateConverter.h"

#include <vector>

namespace loophole::signal
{

/**
    Lets a callback that renders at the session's rate play on a device that runs at another. Owned by whoever starts
    the device, and started in the place of the inner callback; passes through untouched where the rates are equal.
    The inner callback runs ahead by RateConverter::lookAheadFrames().
*/
class DeviceRateAdapter final : public RenderCallback
{
public:
    DeviceRateAdapter(RenderCallback& inner, SampleRate sessionRate) : inner(inner), sessionRate(sessionRate) {}

    /** Prepares the inner callback at the session's rate. */
    void prepare(SampleRate deviceRate, int maximumFrames, int channelCount) override;

    void render(AudioThread&, OutputBlock) noexcept override;

private:
    RenderCallback& inner;
    SampleRate sessionRate;
    bool isConverting = false;
    RateConverter converter;
    std::vector<std::vector<float>> planes; ///< what the inner callback renders into, at the session's rate
    std::vector<float*> channels;
    std::vector<float*> targets;
};

} // namespace loophole::signal
