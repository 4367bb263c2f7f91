#include "Signal/Callback/MonitorTap.h"

#include <algorithm>
#include <cmath>

namespace loophole::signal
{

void MonitorTap::write(AudioThread&, const float* const* channels, int channelCount, int frames) noexcept
{
    if (channelCount < 1)
        return;
    const std::array<const float*, watchedChannels> front{channels[0], channels[channelCount > 1 ? 1 : 0]};
    if (ring.tryWrite(front.data(), frames))
    {
        meter.writeDone(static_cast<std::size_t>(frames) * frameBytes);
        return;
    }
    meter.overran();
    unwatched.store(unwatched.load(std::memory_order_relaxed) + static_cast<std::uint64_t>(frames),
                    std::memory_order_relaxed);
}

void MonitorTap::watch(SignalThread& thread)
{
    for (auto count = ring.read(chunk).value(); count > 0; count = ring.read(chunk).value())
    {
        meter.readDone(static_cast<std::size_t>(count) * frameBytes);
        const auto end = static_cast<std::size_t>(count) * watchedChannels;
        for (std::size_t i = 0; i < end; ++i)
        {
            // What is no number is silent at the device, and here.
            auto& sample = chunk[i];
            sample = std::isfinite(sample) ? sample : 0.0f;
            peak = std::max(peak, std::abs(sample));
            squares += static_cast<double>(sample) * static_cast<double>(sample);
        }
        samples += end;
        loudness.add(thread, std::span(chunk).first(end));
    }
}

StreamStats::Output MonitorTap::takeLevel(SignalThread& thread)
{
    StreamStats::Output level;
    level.peak = peak;
    level.rms = samples == 0 ? 0.0f : static_cast<float>(std::sqrt(squares / static_cast<double>(samples)));
    level.loudness = loudness.read(thread);
    level.unwatched = unwatched.load(std::memory_order_relaxed);
    peak = 0;
    squares = 0;
    samples = 0;
    return level;
}

BufferMetrics MonitorTap::metrics() const
{
    auto now = meter.metrics();
    now.memoryBytes = ring.bytes();
    now.limitBytes = ring.bytes();
    return now;
}

} // namespace loophole::signal
