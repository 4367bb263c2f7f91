#include "App/Engine/MediaProbe.h"

#include "Signal/Codec/MediaReader.h"
#include "Signal/Disk/DiskPool.h"
#include "Signal/Disk/Route.h"
#include "Signal/Scan/ContentReading.h"

namespace loophole
{
namespace
{

/** What probes of several files share, on the thread that asked. */
struct Probing
{
    signal::Disk& disk;
    const signal::CloudRules& rules;
    std::vector<AudioAsset> answers;
    std::size_t answered = 0;
};

/** Probes one file on a disk thread; owns what it finds until it is back on the thread that asked. */
class ProbeJob final : public signal::DiskJob
{
public:
    static void submit(SignalThread& thread, Probing& probing, std::size_t index, signal::Route route)
    {
        const signal::JobOrder order{{}, route.device(), {}};
        probing.disk.submit(thread, std::make_unique<ProbeJob>(probing, index, std::move(route)), order);
    }

    ProbeJob(Probing& probing, std::size_t index, signal::Route route)
        : probing(probing),
          index(index),
          path(probing.answers[index].path),
          rules(probing.rules),
          route(std::move(route))
    {
    }
    void run(DiskThread& thread) override
    {
        isElsewhere = route.leadsAway(thread);
        if (!isElsewhere)
            found = probeMedia(thread, path, rules);
    }
    void finish(SignalThread& thread) override
    {
        if (isElsewhere)
            return submit(thread, probing, index, std::move(route));
        probing.answers[index] = std::move(found);
        ++probing.answered;
    }

private:
    Probing& probing; ///< only touched where finish() is called
    std::size_t index;
    std::filesystem::path path;
    signal::CloudRules rules;
    signal::Route route;
    bool isElsewhere = false;
    AudioAsset found;
};

} // namespace

AudioAsset probeMedia(DiskThread& thread, const std::filesystem::path& path, const signal::CloudRules& rules)
{
    AudioAsset asset;
    asset.path = path;
    if (auto cause = signal::placeholderCause(thread, path, rules))
    {
        asset.offlineStatus = OfflineStatus::cloud;
        asset.cause = *std::move(cause);
        return asset;
    }
    const auto media = signal::openMedia(thread, path);
    if (!media)
    {
        asset.offlineStatus = OfflineStatus::missing;
        asset.cause = media.failure().why;
        return asset;
    }
    const auto& info = media.value()->info();
    asset.offlineStatus = OfflineStatus::present;
    asset.facts = {info.format, info.codec,         info.sampleRate, info.channels, info.bitDepth,
                   info.length, info.timeReference, info.tags,       info.warning};
    return asset;
}

Outcome<MediaContent> readContent(DiskThread& thread, const std::filesystem::path& absolute,
                                  const ContentKey& wantedPrint, const signal::CloudRules& rules)
{
    constexpr std::int64_t stepBytes = 64 << 20;
    signal::ContentReading reading({{}, absolute, {}, wantedPrint, true}, rules);
    while (!reading.result().isComplete)
        reading.step(thread, stepBytes);
    if (const auto& error = reading.result().error; !error.empty())
        return Failure{absolute.string(), error};
    return reading.result().content;
}

std::vector<AudioAsset> probeMediaWithin(const std::vector<std::filesystem::path>& paths, Instant patience,
                                         const signal::CloudRules& rules)
{
    auto thread = SignalThread::mint();
    const SteadyClock clock;
    const auto mounts = std::make_shared<const signal::MountTable>(signal::MountTable::current());
    signal::DiskPool pool(clock, nullptr);
    Probing probing{pool, rules, std::vector<AudioAsset>(paths.size())};
    for (std::size_t i = 0; i < paths.size(); ++i)
    {
        probing.answers[i].path = paths[i];
        probing.answers[i].cause = "its drive does not answer";
        ProbeJob::submit(thread, probing, i, {paths[i], mounts});
    }
    for (const auto end = clock.now() + patience; probing.answered < paths.size() && clock.now() < end;)
    {
        pool.waitForFinished(thread, std::min<Instant>(end - clock.now(), std::chrono::milliseconds(50)));
        pool.drain(thread);
    }
    return std::move(probing.answers);
}

} // namespace loophole
