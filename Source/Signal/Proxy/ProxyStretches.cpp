#include "Signal/Proxy/ProxyStretches.h"

#include "Signal/Peaks/LowPriority.h"

#include <algorithm>
#include <thread>

namespace loophole::signal
{

ProxyStretches::ProxyStretches(std::vector<std::unique_ptr<ProxySource>> ofOneMedium)
    : sources(std::move(ofOneMedium)), stretches(sources.size()), taken(sources.size())
{
    for (auto& stretch : stretches)
    {
        stretch.samples.resize(static_cast<std::size_t>(stretchFrames * channels()));
        stretch.channels = {stretch.samples.data(), stretch.samples.data() + (channels() - 1) * stretchFrames};
    }
}

Outcome<std::optional<PlanarSpan>> ProxyStretches::next(DiskThread& thread)
{
    if (taken == stretches.size())
        readTogether(thread);
    auto& stretch = stretches[taken++];
    if (!stretch.read)
        return stretch.read.failure();
    if (stretch.frames.isEmpty())
        return std::optional<PlanarSpan>();
    return std::optional(PlanarSpan{stretch.channels.data(), channels(), stretch.frames.length});
}

void ProxyStretches::readTogether(DiskThread& thread)
{
    const FrameRange whole{FramePosition(0), length()};
    const auto read = [this](DiskThread& own, std::size_t i)
    {
        auto& stretch = stretches[i];
        stretch.read =
            sources[i]->read(own, stretch.frames.start, {stretch.channels.data(), channels(), stretch.frames.length});
    };
    std::vector<std::jthread> beside;
    for (std::size_t i = 0; i < stretches.size(); ++i)
    {
        stretches[i].frames = whole.intersection({at, FrameCount(stretchFrames)});
        at += FrameCount(stretchFrames);
        if (i > 0 && !stretches[i].frames.isEmpty())
            beside.emplace_back(
                [&read, i]
                {
                    auto own = DiskThread::mint();
                    lowerPriorityOfThisThread();
                    read(own, i);
                });
    }
    read(thread, 0);
    beside.clear();
    taken = 0;
}

} // namespace loophole::signal
