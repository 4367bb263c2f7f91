#include "Signal/Stream/OpenJob.h"

#include <sys/stat.h>

namespace loophole::signal
{
namespace
{

/** One stat for both, so that they belong together. False where the file is not there. */
bool tryStat(const std::filesystem::path& path, FileStamp& stamp, DeviceId& device)
{
    struct stat status
    {
    };
    if (::stat(path.c_str(), &status) != 0)
        return false;
    stamp.bytes = static_cast<std::uintmax_t>(status.st_size);
    stamp.changed = std::int64_t{status.st_mtim.tv_sec} * 1'000'000'000 + status.st_mtim.tv_nsec;
    device.value = status.st_dev;
    return true;
}

} // namespace

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
                 std::filesystem::path path)
    : context(std::move(context)), path(std::move(path))
{
    result.asset = asset;
    result.edition = edition;
}

void OpenJob::run(DiskThread& thread)
{
    // A path that cannot be looked at is told by the opening, in words.
    tryStat(path, result.stamp, result.device);
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
