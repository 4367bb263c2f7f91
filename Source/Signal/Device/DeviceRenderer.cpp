#include "Signal/Device/DeviceRenderer.h"

#include "Core/Limits.h"

#include <algorithm>
#include <juce_audio_basics/juce_audio_basics.h>

namespace loophole::signal
{

void DeviceRenderer::prepare(RenderCallback& newCallback, const DeviceFormat& format)
{
    callback = &newCallback;
    preparedChannels = format.channels;
    preparedFrames = std::max(format.blockFrames, limits::maxCallbackFrames);
    unheard.assign(static_cast<std::size_t>(preparedChannels), {});
    for (auto& plane : unheard)
        plane.resize(static_cast<std::size_t>(preparedFrames));
    targets.assign(static_cast<std::size_t>(preparedChannels), nullptr);
    newCallback.prepare(format.rate, preparedFrames, preparedChannels);
}

void DeviceRenderer::render(AudioThread& thread, float* const* channels, int channelCount, int frames) noexcept
{
    // Counted even when empty: a backend that asks for nothing is alive.
    progress.callbacks.fetch_add(1, std::memory_order_relaxed);
    if (callback == nullptr || frames <= 0)
        return;

    const juce::ScopedNoDenormals noDenormals;
    for (int done = 0; done < frames; done += preparedFrames)
        renderPart(thread, channels, channelCount, done, std::min(preparedFrames, frames - done));
    for (int c = preparedChannels; c < channelCount; ++c)
        if (channels[c] != nullptr)
            std::fill_n(channels[c], frames, 0.0f);
    // Releases what was rendered to whoever reads that it was.
    progress.frames.fetch_add(static_cast<std::uint64_t>(frames), std::memory_order_release);
}

void DeviceRenderer::renderPart(AudioThread& thread, float* const* channels, int channelCount, int offset,
                                int frames) noexcept
{
    for (int c = 0; c < preparedChannels; ++c)
    {
        const auto index = static_cast<std::size_t>(c);
        const bool isHeard = c < channelCount && channels[c] != nullptr;
        targets[index] = isHeard ? channels[c] + offset : unheard[index].data();
    }
    callback->render(thread, {targets.data(), preparedChannels, frames});
}

} // namespace loophole::signal
