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
/** Reading the table of mounts takes longer than most listings. */
constexpr Instant mountsAge = std::chrono::milliseconds(500);
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
    ListJob(std::shared_ptr<Context> shared, RequestId request, DeviceId on, std::unique_ptr<FolderListing> open)
        : context(std::move(shared)), request(request), device(on), listing(std::move(open))
    {
    }
    void run(DiskThread& thread) override
    {
        part = listing->nextPart(thread);
        part.request = request;
    }
    void finish(SignalThread& thread) override
    {
        if (context->service != nullptr)
            context->service->finished(thread, std::move(listing), device, std::move(part));
    }
    [[nodiscard]] bool hasFailed() const override { return !part.error.empty(); }

private:
    std::shared_ptr<Context> context;
    RequestId request;
    DeviceId device;
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

DeviceId ScanService::deviceOf(const std::filesystem::path& path)
{
    if (const auto now = parts.clock.now(); now >= mountsDue)
    {
        mounts = parts.mounts();
        mountsDue = now + mountsAge;
    }
    return mounts.deviceOf(path);
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
        open = {deviceOf(message.folder), std::make_unique<FolderListing>(message.folder)};
    const UnderWay entry{open.device, true};
    begin(thread, message.request, entry,
          std::make_unique<ListJob>(context, message.request, open.device, std::move(open.listing)));
}

void ScanService::endListing(SignalThread& thread, const EndFolderScan& message)
{
    underWay.erase(message.request);
    if (auto held = listings.extract(message.request); !held.empty())
        close(thread, std::move(held.mapped().listing), held.mapped().device);
}

void ScanService::probe(SignalThread& thread, const ProbeMedia& message)
{
    const auto device = deviceOf(message.linkTarget.empty() ? message.file : message.linkTarget);
    begin(thread, message.request, {device, false}, std::make_unique<ProbeJob>(context, message));
}

void ScanService::finished(SignalThread& thread, std::unique_ptr<FolderListing> listing, DeviceId device,
                           FolderScanned part)
{
    const auto isWanted = underWay.erase(part.request) > 0;
    if (!isWanted)
        close(thread, std::move(listing), device);
    else if (!part.isComplete)
        listings[part.request] = {device, std::move(listing)};
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
