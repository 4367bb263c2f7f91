#include "Signal/Device/OfflineDevice.h"

#include "Core/Limits.h"

#include <algorithm>

namespace loophole::signal
{

OfflineDevice::~OfflineDevice()
{
    stopAtLast();
}

DeviceCapabilities OfflineDevice::capabilities() const
{
    return {.isAudible = false, .keepsRealTime = false, .choosesRate = true, .choosesBlock = true, .canVanish = false};
}

Outcome<DeviceFormat> OfflineDevice::connect(const DeviceRequest& request)
{
    return DeviceFormat{SampleRate(std::clamp(request.rate.hz(), limits::lowestSampleRate, limits::highestSampleRate)),
                        std::max(1, request.blockFrames), std::clamp(request.channels, 1, limits::maxChannels)};
}

Outcome<void> OfflineDevice::run(RenderCallback& callback, const DeviceFormat& format)
{
    blockFrames = format.blockFrames;
    planes.assign(static_cast<std::size_t>(format.channels), {});
    channels.clear();
    for (auto& plane : planes)
    {
        plane.resize(static_cast<std::size_t>(blockFrames));
        channels.push_back(plane.data());
    }
    renderer.prepare(callback, format);
    isStarted = true;
    return {};
}

void OfflineDevice::halt()
{
    isStarted = false;
}

OutputBlock OfflineDevice::renderBlock(std::int64_t framesLeft)
{
    auto thread = AudioThread::mint(); // whoever cranks stands in for the audio thread
    const OutputBlock block{channels.data(), static_cast<int>(channels.size()),
                            static_cast<int>(std::min<std::int64_t>(framesLeft, blockFrames))};
    renderer.render(thread, block.channels, block.channelCount, block.frames);
    return block;
}

} // namespace loophole::signal
