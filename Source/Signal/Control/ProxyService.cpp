#include "Signal/Control/ProxyService.h"

namespace loophole::signal
{
namespace
{

/** Tags of the two kinds of jobs are apart from those of reads and of peaks, which count from 1. */
constexpr std::uint64_t findTags = std::uint64_t{1} << 61;
constexpr std::uint64_t buildTags = std::uint64_t{1} << 41;

/** Finding takes a millisecond and may be waited for; building is behind everything else. */
constexpr Urgency urgencyOfFinding{UrgencyClass::anticipative, Instant::zero(), 0, true};
constexpr Urgency urgencyOfBuilding{UrgencyClass::background, Instant::max(), 0, false};

MediaFacts factsOf(const SoundShape& shape)
{
    MediaFacts facts;
    facts.sampleRate = SampleRate(shape.sampleRate);
    facts.channels = shape.channels;
    facts.length = FrameCount(shape.length);
    return facts;
}

} // namespace

ProxyMedium proxyMediumOf(const StoredProxy& proxy)
{
    const auto& record = proxy.record;
    return {proxy.file, factsOf(record.proxy), factsOf(record.original),
            FileStamp{0, static_cast<std::uintmax_t>(record.originalBytes), record.originalModified}, proxy.quality()};
}

class ProxyService::FindJob final : public DiskJob
{
public:
    FindJob(ProxyService& service, AssetId asset, std::filesystem::path path)
        : service(service), isAlive(service.isAlive), workshop(service.workshop), asset(asset), path(std::move(path))
    {
    }

    void run(DiskThread& thread) override { result = workshop->store.findByPath(thread, path); }

    void finish(SignalThread& thread) override
    {
        if (*isAlive)
            service.found(thread, asset, result);
    }

private:
    ProxyService& service;
    std::shared_ptr<std::atomic<bool>> isAlive;
    std::shared_ptr<const Workshop> workshop;
    AssetId asset;
    std::filesystem::path path;
    std::optional<StoredProxy> result;
};

/** Owns what it touches on its worker; the service only in finish(). */
class ProxyService::BuildJob final : public DiskJob
{
public:
    BuildJob(ProxyService& service, const RequestProxy& request, std::filesystem::path path, Build build)
        : service(service), workshop(service.workshop), request(request), path(std::move(path)), build(std::move(build))
    {
    }

    void run(DiskThread& thread) override
    {
        ProxyBuilder::Options options;
        options.quality = request.quality;
        options.cancelled = build.isCancelled.get();
        options.progress = [this](double share) { build.progress->store(share, std::memory_order_relaxed); };
        result.emplace(workshop->builder.build(thread, path, options));
    }

    void finish(SignalThread& thread) override
    {
        if (!*build.isCancelled && result)
            service.built(thread, request.asset, std::move(*result));
    }

private:
    ProxyService& service;
    std::shared_ptr<const Workshop> workshop;
    RequestProxy request;
    std::filesystem::path path;
    Build build;
    std::optional<Outcome<BuiltProxy>> result;
};

ProxyService::ProxyService(Parts theParts, std::shared_ptr<const Workshop> shop)
    : parts(theParts), workshop(std::move(shop)), isAlive(std::make_shared<std::atomic<bool>>(true))
{
}

ProxyService::~ProxyService()
{
    *isAlive = false;
    for (auto& [asset, build] : builds)
        *build.isCancelled = true;
}

void ProxyService::find(SignalThread& thread, AssetId asset, const std::filesystem::path& path)
{
    parts.disk.submit(thread, std::make_unique<FindJob>(*this, asset, path),
                      {urgencyOfFinding, {}, {findTags | asset.value, 0}});
}

void ProxyService::found(SignalThread& thread, AssetId asset, const std::optional<StoredProxy>& proxy)
{
    // Told first: the engine may find it stale.
    if (proxy)
        tell(thread, asset, ProxyStatus::ready, &*proxy);
    parts.engine.setProxy(thread, asset, proxy ? std::optional(proxyMediumOf(*proxy)) : std::nullopt);
}

void ProxyService::request(SignalThread& thread, const RequestProxy& request, const std::filesystem::path& path)
{
    if (builds.contains(request.asset))
        return;
    const auto& build = builds
                            .emplace(request.asset, Build{std::make_shared<std::atomic<bool>>(false),
                                                          std::make_shared<std::atomic<double>>(0.0)})
                            .first->second;
    tell(thread, request.asset, ProxyStatus::queued);
    const auto device = parts.engine.mounts().deviceOf(path);
    parts.workers.submit(thread, std::make_unique<BuildJob>(*this, request, path, build),
                         {urgencyOfBuilding, device, {buildTags | request.asset.value, 0}});
}

void ProxyService::built(SignalThread& thread, AssetId asset, Outcome<BuiltProxy>&& result)
{
    builds.erase(asset);
    if (!result)
        return tell(thread, asset, ProxyStatus::failed, nullptr, result.failure().why);
    tell(thread, asset, ProxyStatus::ready, &result.value().proxy);
    parts.engine.setProxy(thread, asset, proxyMediumOf(result.value().proxy));
}

void ProxyService::cancel(SignalThread& thread, AssetId asset)
{
    if (stop(thread, asset))
        tell(thread, asset, ProxyStatus::none);
}

void ProxyService::forget(SignalThread& thread, AssetId asset)
{
    (void) stop(thread, asset);
    parts.disk.cancel(thread, findTags | asset.value, 1);
}

bool ProxyService::stop(SignalThread& thread, AssetId asset)
{
    const auto found = builds.find(asset);
    if (found == builds.end())
        return false;
    *found->second.isCancelled = true;
    parts.workers.cancel(thread, buildTags | asset.value, 1);
    builds.erase(found);
    return true;
}

void ProxyService::step(SignalThread& thread)
{
    const auto now = parts.clock.now();
    if (now < nextProgress)
        return;
    nextProgress = now + progressInterval;
    for (const auto& [asset, build] : builds)
        if (const auto share = build.progress->load(std::memory_order_relaxed); share > 0.0)
        {
            ProxyChanged news;
            news.status = ProxyStatus::building;
            news.proxy.parentAssetId = asset;
            news.progress = share;
            parts.facts.send(thread, std::move(news));
        }
}

void ProxyService::tell(SignalThread& thread, AssetId asset, ProxyStatus status, const StoredProxy* proxy,
                        std::string cause)
{
    ProxyChanged news;
    news.status = status;
    news.proxy.parentAssetId = asset;
    news.cause = std::move(cause);
    if (proxy != nullptr)
    {
        news.proxy.quality = proxy->quality();
        news.proxy.path = proxy->file;
        news.original = proxyMediumOf(*proxy).original;
        news.progress = 1;
    }
    parts.facts.send(thread, std::move(news));
}

} // namespace loophole::signal
