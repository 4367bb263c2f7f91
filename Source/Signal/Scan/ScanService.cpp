#include "Signal/Scan/ScanService.h"

#include "Signal/Scan/FileProbe.h"

#include <algorithm>

namespace loophole::signal
{
namespace
{

/** Behind all that anyone waits for. */
constexpr Urgency inTheBackground{UrgencyClass::background, Instant::max(), 0, true};
constexpr Instant lookInterval = std::chrono::milliseconds(100);
constexpr const char* unanswered = "its drive does not answer";

/** Tags of the pool's jobs are shared with everyone else. */
JobTag tagOf(RequestId request)
{
    return {std::uint64_t{0x5CA9} << 48 | request.value, 0};
}

} // namespace

/** What jobs may outlive the service with; `service` belongs to the control thread, null once it is gone. */
struct ScanService::Context
{
    OpenMedia openMedia;
    ScanService* service = nullptr;
};

class ScanService::CloseJob final : public DiskJob
{
public:
    explicit CloseJob(std::unique_ptr<FolderListing> open) : listing(std::move(open)) {}
    void run(DiskThread&) override { listing.reset(); }

private:
    std::unique_ptr<FolderListing> listing;
};

class ScanService::ListJob final : public DiskJob
{
public:
    ListJob(std::shared_ptr<Context> shared, RequestId request, Route to, std::unique_ptr<FolderListing> open)
        : context(std::move(shared)), request(request), route(std::move(to)), listing(std::move(open))
    {
    }
    void run(DiskThread& thread) override
    {
        isElsewhere = !listing->isOpen() && route.leadsAway(thread);
        if (isElsewhere)
            return;
        part = listing->nextPart(thread);
        part.request = request;
    }
    void finish(SignalThread& thread) override
    {
        if (context->service == nullptr)
            return;
        if (isElsewhere)
            context->service->isElsewhere(thread, request, std::move(route), std::move(listing));
        else
            context->service->finished(thread, std::move(listing), route, std::move(part));
    }
    [[nodiscard]] bool hasFailed() const override { return !part.error.empty(); }

private:
    std::shared_ptr<Context> context;
    RequestId request;
    Route route;
    bool isElsewhere = false;
    std::unique_ptr<FolderListing> listing;
    FolderScanned part;
};

class ScanService::ProbeJob final : public DiskJob
{
public:
    ProbeJob(std::shared_ptr<Context> shared, ProbeMedia message)
        : context(std::move(shared)), request(std::move(message))
    {
    }
    void run(DiskThread& thread) override { found = probeFile(thread, request, context->openMedia); }
    void finish(SignalThread& thread) override
    {
        if (context->service != nullptr)
            context->service->finished(thread, std::move(found));
    }

private:
    std::shared_ptr<Context> context;
    ProbeMedia request;
    MediaProbed found;
};

ScanService::ScanService(Parts theParts)
    : parts(std::move(theParts)), context(std::make_shared<Context>(Context{parts.openMedia, this}))
{
}

ScanService::~ScanService()
{
    context->service = nullptr;
}

void ScanService::begin(SignalThread& thread, RequestId request, UnderWay entry, std::unique_ptr<DiskJob> job)
{
    underWay[request] = entry;
    parts.disk.submit(thread, std::move(job), {inTheBackground, entry.device, tagOf(request)});
}

void ScanService::list(SignalThread& thread, const ScanFolder& message)
{
    Open open;
    if (auto held = listings.extract(message.request); !held.empty())
        open = std::move(held.mapped());
    else
        open = {parts.mounts.routeTo(message.folder), std::make_unique<FolderListing>(message.folder)};
    begin(thread, message.request, std::move(open.route), std::move(open.listing));
}

void ScanService::begin(SignalThread& thread, RequestId request, Route route, std::unique_ptr<FolderListing> listing)
{
    const UnderWay entry{route.device(), true};
    begin(thread, request, entry, std::make_unique<ListJob>(context, request, std::move(route), std::move(listing)));
}

/** Nothing is open yet. */
void ScanService::isElsewhere(SignalThread& thread, RequestId request, Route route,
                              std::unique_ptr<FolderListing> listing)
{
    parts.mounts.learn(route.link());
    if (underWay.contains(request))
        begin(thread, request, std::move(route), std::move(listing));
}

void ScanService::endListing(SignalThread& thread, const EndFolderScan& message)
{
    underWay.erase(message.request);
    if (auto held = listings.extract(message.request); !held.empty())
        close(thread, std::move(held.mapped().listing), held.mapped().route.device());
}

void ScanService::probe(SignalThread& thread, const ProbeMedia& message)
{
    const auto device = parts.mounts.deviceOf(message.linkTarget.empty() ? message.file : message.linkTarget);
    begin(thread, message.request, {device, false}, std::make_unique<ProbeJob>(context, message));
}

void ScanService::finished(SignalThread& thread, std::unique_ptr<FolderListing> listing, const Route& route,
                           FolderScanned part)
{
    const auto isWanted = underWay.erase(part.request) > 0;
    if (!isWanted)
        close(thread, std::move(listing), route.device());
    else if (!part.isComplete)
        listings[part.request] = {route, std::move(listing)};
    if (isWanted)
        parts.facts.send(thread, std::move(part));
}

void ScanService::finished(SignalThread& thread, MediaProbed found)
{
    if (underWay.erase(found.request) > 0)
        parts.facts.send(thread, std::move(found));
}

/** Closing may wait for the drive as well. */
void ScanService::close(SignalThread& thread, std::unique_ptr<FolderListing> listing, DeviceId device)
{
    parts.disk.submit(thread, std::make_unique<CloseJob>(std::move(listing)), {inTheBackground, device, {}});
}

void ScanService::giveUp(SignalThread& thread, RequestId request, const UnderWay& entry)
{
    parts.disk.cancel(thread, tagOf(request).owner, 1);
    if (entry.isListing)
    {
        FolderScanned part;
        part.request = request;
        part.isComplete = part.isUnanswered = true;
        part.error = unanswered;
        return parts.facts.send(thread, std::move(part));
    }
    MediaProbed found;
    found.request = request;
    found.isUnanswered = true;
    found.error = unanswered;
    parts.facts.send(thread, std::move(found));
}

void ScanService::step(SignalThread& thread)
{
    const auto now = parts.clock.now();
    if (now < nextLook || underWay.empty())
        return;
    nextLook = now + lookInterval;
    const auto hung = parts.disk.hungDevices(thread);
    if (hung.empty())
        return;
    const auto hangs = [&](const auto& entry) { return std::ranges::binary_search(hung, entry.second.device); };
    std::vector<std::pair<RequestId, UnderWay>> lost;
    std::ranges::copy_if(underWay, std::back_inserter(lost), hangs);
    for (const auto& [request, entry] : lost)
    {
        underWay.erase(request);
        giveUp(thread, request, entry);
    }
}

} // namespace loophole::signal
