#include "Signal/Control/PeakService.h"

#include <optional>

namespace loophole::signal
{

/** Builds one asset's peaks on a worker. Owns what it touches there; the service only in finish(). */
class PeakService::Job final : public DiskJob
{
public:
    Job(PeakService& service, const RequestPeaks& request, std::filesystem::path path,
        std::shared_ptr<std::atomic<bool>> isCancelled)
        : service(service),
          builder(service.builder),
          asset(request.asset),
          isDamaged(request.isDamaged),
          path(std::move(path)),
          isCancelled(std::move(isCancelled))
    {
    }

    void run(DiskThread& thread) override
    {
        PeakBuilder::Options options;
        options.cancelled = isCancelled.get();
        options.force = isDamaged;
        result.emplace(builder->build(thread, path, options));
    }

    void finish(SignalThread& thread) override
    {
        if (!*isCancelled && result)
            service.finished(thread, asset, std::move(*result));
    }

private:
    PeakService& service;
    std::shared_ptr<const PeakBuilder> builder;
    AssetId asset;
    bool isDamaged;
    std::filesystem::path path;
    std::shared_ptr<std::atomic<bool>> isCancelled;
    std::optional<Outcome<BuiltPeaks>> result;
};

PeakService::PeakService(const Clock& clockToUse, Disk& disk, std::shared_ptr<const PeakBuilder> peakBuilder,
                         FactSink& sink)
    : clock(clockToUse), workers(disk), builder(std::move(peakBuilder)), facts(sink)
{
}

PeakService::~PeakService()
{
    for (auto& [asset, isCancelled] : underWay)
        *isCancelled = true;
}

Urgency PeakService::urgencyOf(bool isVisible) const
{
    Urgency urgency;
    urgency.kind = isVisible ? UrgencyClass::resident : UrgencyClass::background;
    urgency.deadline = -clock.now();
    return urgency;
}

void PeakService::request(SignalThread& thread, const RequestPeaks& request, const std::filesystem::path& path)
{
    const auto owner = std::uint64_t{request.asset.value};
    if (underWay.contains(request.asset))
    {
        if (request.isVisible)
            workers.reorder(thread, owner, urgencyOf(true));
        return;
    }
    auto isCancelled = std::make_shared<std::atomic<bool>>(false);
    underWay.emplace(request.asset, isCancelled);
    workers.submit(thread, std::make_unique<Job>(*this, request, path, std::move(isCancelled)),
                   {urgencyOf(request.isVisible), MountTable::current().deviceOf(path), {owner, 0}});
}

void PeakService::forget(SignalThread& thread, AssetId asset)
{
    const auto found = underWay.find(asset);
    if (found == underWay.end())
        return;
    *found->second = true;
    workers.cancel(thread, asset.value, 1);
    underWay.erase(found);
}

void PeakService::step(SignalThread& thread)
{
    workers.drain(thread);
}

void PeakService::finished(SignalThread& thread, AssetId asset, Outcome<BuiltPeaks>&& result)
{
    underWay.erase(asset);
    if (result)
        facts.send(thread, PeaksReady{asset, result.value().peaks, result.value().fromCache});
    else
        facts.send(thread, PeaksFailed{asset, result.failure().why});
}

} // namespace loophole::signal
