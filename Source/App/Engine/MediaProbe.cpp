#include "App/Engine/MediaProbe.h"

#include "Signal/Codec/MediaReader.h"
#include "Signal/Disk/DiskPool.h"
#include "Signal/Scan/ContentReading.h"

namespace loophole
{
namespace
{

/** Probes one file on a disk thread; owns what it finds until it is back on the thread that asked. */
class ProbeJob final : public signal::DiskJob
{
public:
    ProbeJob(std::filesystem::path path, signal::CloudRules rules, AudioAsset& answer)
        : path(std::move(path)), rules(std::move(rules)), answer(answer)
    {
    }
    void run(DiskThread& thread) override { found = probeMedia(thread, path, rules); }
    void finish(SignalThread&) override { answer = std::move(found); }

private:
    std::filesystem::path path;
    signal::CloudRules rules;
    AudioAsset found;
    AudioAsset& answer; ///< only touched where finish() is called
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
    const auto mounts = signal::MountTable::current();
    std::vector<AudioAsset> answers(paths.size());
    signal::DiskPool pool(clock, nullptr);
    for (std::size_t i = 0; i < paths.size(); ++i)
    {
        answers[i].path = paths[i];
        answers[i].cause = "its drive does not answer";
        pool.submit(thread, std::make_unique<ProbeJob>(paths[i], rules, answers[i]),
                    {{}, mounts.deviceOf(paths[i]), {}});
    }
    const auto end = clock.now() + patience;
    for (std::size_t done = 0; done < paths.size() && clock.now() < end; done += pool.drain(thread))
        pool.waitForFinished(thread, std::min<Instant>(end - clock.now(), std::chrono::milliseconds(50)));
    return answers;
}

} // namespace loophole
