#include "Signal/Stream/OpenJob.h"

#include <fstream>

namespace loophole::signal
{

MediaFacts factsOf(const MediaInfo& info)
{
    MediaFacts facts;
    facts.format = info.format;
    facts.codec = info.codec;
    facts.sampleRate = info.sampleRate;
    facts.channels = info.channels;
    facts.bitDepth = info.bitDepth;
    facts.length = info.length;
    facts.timeReference = info.timeReference;
    facts.tags = info.tags;
    facts.warning = info.warning;
    return facts;
}

OpenJob::OpenJob(std::shared_ptr<StreamJobContext> context, AssetId asset, EditionId edition,
                 std::filesystem::path path, Route route, Placeholder placeholder)
    : context(std::move(context)), path(std::move(path)), route(std::move(route)), placeholder(placeholder)
{
    result.asset = asset;
    result.edition = edition;
}

void OpenJob::run(DiskThread& thread)
{
    if (placeholder == Placeholder::leave && route.leadsAway(thread))
    {
        result.away = route.link();
        return;
    }
    auto cause = placeholderCause(thread, path, context->cloudRules);
    if (cause && placeholder == Placeholder::fetch)
    {
        std::ifstream(path, std::ios::binary).get(); // the client fills the file before it answers, or soon after
        cause = placeholderCause(thread, path, context->cloudRules);
    }
    if (cause)
    {
        result.isPlaceholder = true;
        result.failure = Failure{path.string(), *cause};
        return;
    }
    // A path that cannot be looked at is told by the opening, in words.
    tryStat(thread, path, result.stamp, result.device);
    auto opened = context->openMedia(thread, path);
    if (!opened)
    {
        result.failure = opened.failure();
        return;
    }
    const auto& info = opened.value()->info();
    if (info.channels < 1 || info.channels > limits::maxChannels || !info.sampleRate.isKnown())
    {
        result.failure = Failure{path.string(), "has " + std::to_string(info.channels) + " channels at " +
                                                    std::to_string(info.sampleRate.hz()) + " Hz"};
        return;
    }
    result.facts = factsOf(info);
    result.seeksAreExpensive = opened.value()->seeksAreExpensive();
    context->shelf.giveBack(thread, result.edition, std::make_unique<OpenMedium>(std::move(opened).value()));
}

void OpenJob::finish(SignalThread& thread)
{
    if (context->receiver != nullptr)
        context->receiver->receive(thread, std::move(result));
}

} // namespace loophole::signal
