#include "Signal/Stream/WaveformJob.h"

#include "Signal/Stream/MediumAccess.h"

namespace loophole::signal
{

WaveformJob::WaveformJob(std::shared_ptr<StreamJobContext> context, MediumSource source, RequestId request,
                         FrameRange range)
    : context(std::move(context)), source(std::move(source))
{
    result.waveform = {request, this->source.asset, range, {}};
}

void WaveformJob::run(DiskThread& thread)
{
    auto& waveform = result.waveform;
    const auto length = static_cast<std::size_t>(waveform.range.length.value());
    waveform.channels.assign(static_cast<std::size_t>(source.facts.channels), std::vector<float>(length));
    std::vector<float*> channels;
    for (auto& channel : waveform.channels)
        channels.push_back(channel.data());

    MediumAccess access(*context, source, thread);
    const auto outcome =
        access.read(waveform.range.start,
                    [&](OpenMedium& medium) {
                        return medium.read(thread, waveform.range.start,
                                           {channels.data(), source.facts.channels, waveform.range.length});
                    });
    if (!outcome)
        result.failure = outcome.failure();
}

void WaveformJob::finish(SignalThread& thread)
{
    if (context->receiver != nullptr)
        context->receiver->receive(thread, std::move(result));
}

std::size_t WaveformJob::bytesRead() const
{
    return result.failure ? 0
                          : static_cast<std::size_t>(result.waveform.range.length.value()) *
                                static_cast<std::size_t>(source.facts.channels) * sizeof(float);
}

} // namespace loophole::signal
