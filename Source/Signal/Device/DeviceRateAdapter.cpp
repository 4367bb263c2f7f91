#include "Signal/Device/DeviceRateAdapter.h"

#include <algorithm>

namespace loophole::signal
{

void DeviceRateAdapter::prepare(SampleRate deviceRate, int maximumFrames, int channelCount)
{
    isConverting = deviceRate != sessionRate;
    if (!isConverting)
    {
        inner.prepare(sessionRate, maximumFrames, channelCount);
        return;
    }
    converter.prepare(sessionRate, deviceRate, channelCount, maximumFrames);
    planes.assign(static_cast<std::size_t>(channelCount), {});
    channels.clear();
    for (auto& plane : planes)
    {
        plane.resize(static_cast<std::size_t>(converter.maximumInput()));
        channels.push_back(plane.data());
    }
    targets.assign(channels.size(), nullptr);
    inner.prepare(sessionRate, converter.maximumInput(), channelCount);
}

void DeviceRateAdapter::render(AudioThread& thread, OutputBlock block) noexcept
{
    if (!isConverting)
    {
        inner.render(thread, block);
        return;
    }
    for (int done = 0; done < block.frames;)
    {
        const auto frames = std::min(converter.maximumOutput(), block.frames - done);
        if (const auto needed = converter.inputNeeded(frames); needed > 0)
        {
            inner.render(thread, {channels.data(), block.channelCount, needed});
            converter.push(channels.data(), needed);
        }
        for (std::size_t c = 0; c < targets.size(); ++c)
            targets[c] = block.channels[c] + done;
        converter.pull(targets.data(), frames);
        done += frames;
    }
}

} // namespace loophole::signal
