#include "Pulse/Assets/PerformanceText.h"
#include "Pulse/Document/PathText.h"
#include "Pulse/PulseRelinking.h"

namespace loophole
{
namespace
{

/** What is refused for later may still be read in time; what is needed within this may not. */
constexpr Instant soon = std::chrono::milliseconds(500);
/** One notice stands for all the clips of a busy stretch. */
constexpr Instant memoryNoticePause = std::chrono::seconds(30);

/** What clips take from a medium: only where that is another are they laid out anew. */
std::optional<std::pair<FrameCount, SampleRate>> extentOf(const AudioAsset* asset)
{
    return asset == nullptr ? std::nullopt : std::optional(std::pair(asset->facts.length, asset->facts.sampleRate));
}

} // namespace

void Pulse::Facts::operator()(const AssetStatusChanged& fact)
{
    const auto before = extentOf(desk.media.find(fact.asset));
    const auto* asset = desk.media.apply(fact);
    desk.relinking->assetChanged(thread, fact);
    if (asset == nullptr)
        return;
    desk.toAura(thread, AssetChanged{*asset});
    desk.readAhead.statusChanged(asset->assetId, fact.device);
    if (extentOf(asset) != before)
        desk.readAhead.factsChanged(asset->assetId);
    desk.missingNotice.assetChanged(desk.clock.now());
    if (asset->offlineStatus == OfflineStatus::missing)
        desk.missingRecheck.assetMissing(desk.clock.now());
}

void Pulse::Facts::operator()(const StreamUnderrun& fact)
{
    auto& total = desk.missingFrames[fact.track];
    total += static_cast<std::uint64_t>(std::max<std::int64_t>(0, fact.missing.value()));
    desk.toAura(thread, TrackUnderruns{fact.track, total, desk.proxyFrames[fact.track]});
    const auto* asset = desk.media.find(fact.asset);
    if (asset == nullptr)
        return;
    if (auto text = desk.silenceNotice.take(fact.asset, displayName(asset->path), fact.cause, desk.clock.now()))
        desk.tell(thread, Notice::Kind::warning, *std::move(text));
}

void Pulse::Facts::operator()(const WindowRefused& fact)
{
    desk.readAhead.windowRefused(fact);
    const auto now = desk.clock.now();
    if (fact.cohort != Cohort::realtime || fact.neededIn > soon || now < desk.nextMemoryNotice)
        return;
    desk.nextMemoryNotice = now + memoryNoticePause;
    const auto* asset = desk.media.find(fact.asset);
    const auto name = asset != nullptr ? displayName(asset->path) : std::string("a clip");
    desk.tell(thread, Notice::Kind::warning,
              "The memory budget is full: " + name + " lacks " + std::to_string(fact.wantedBytes >> 10) +
                  " KiB; a larger one lets more clips sound at once");
}

void Pulse::Facts::operator()(const StreamFallback& fact)
{
    auto& total = desk.proxyFrames[fact.track];
    total += static_cast<std::uint64_t>(std::max<std::int64_t>(0, fact.frames.value()));
    desk.toAura(thread, TrackUnderruns{fact.track, desk.missingFrames[fact.track], total});
}

void Pulse::Facts::operator()(const SourceChanged& fact)
{
    const auto* asset = desk.media.find(fact.asset);
    if (asset == nullptr)
        return;
    if (!fact.isProxy && asset->offlineStatus == OfflineStatus::present)
        desk.tell(thread, Notice::Kind::information, displayName(asset->path) + " plays from its original again");
    else if (fact.isProxy && !fact.cause.empty())
        desk.tell(thread, Notice::Kind::warning,
                  displayName(asset->path) + " plays from its proxy: " + displayText(fact.cause));
}

void Pulse::Facts::operator()(const ProxyChanged& fact)
{
    const auto before = extentOf(desk.media.find(fact.proxy.parentAssetId));
    const auto* asset = desk.media.apply(fact);
    if (asset == nullptr)
        return;
    desk.toAura(thread, AssetChanged{*asset});
    desk.readAhead.statusChanged(asset->assetId);
    if (extentOf(asset) != before)
        desk.readAhead.factsChanged(asset->assetId);
    if (fact.status == ProxyStatus::failed)
        desk.tell(thread, Notice::Kind::warning,
                  displayName(asset->path) + " has no proxy: " + displayText(fact.cause));
}

void Pulse::Facts::operator()(const DecodeError& fact)
{
    const auto* asset = desk.media.find(fact.asset);
    const auto name = asset != nullptr ? displayName(asset->path) : displayText(fact.what);
    desk.tell(thread, Notice::Kind::warning, name + ": " + displayText(fact.why));
}

void Pulse::Facts::operator()(const PerformanceWarning& fact)
{
    if (fact.kind == PerformanceWarning::Kind::streamOnly)
        if (const auto* changed = desk.media.preferStream(fact.asset))
        {
            desk.toAura(thread, AssetChanged{*changed});
            desk.readAhead.statusChanged(fact.asset);
        }
    const auto* asset = desk.media.find(fact.asset);
    desk.toAura(thread, performanceNotice(fact, asset != nullptr ? std::optional(asset->path) : std::nullopt));
}

void Pulse::Facts::operator()(StreamStats& fact)
{
    if (fact.memory.budgetBytes > 0)
        desk.readAhead.setBudget(fact.memory.budgetBytes);
    desk.readAhead.devicesReported(fact.devices, desk.clock.now());
    for (auto& notice : desk.readAhead.takeNotices())
        desk.toAura(thread, std::move(notice));
    desk.toAura(thread, std::move(fact));
}

void Pulse::Facts::operator()(FolderScanned& fact)
{
    if (!desk.relinking->take(fact))
        desk.toLibrary(thread, std::move(fact));
}

void Pulse::Facts::operator()(MediaProbed& fact)
{
    if (!desk.relinking->take(fact))
        desk.toLibrary(thread, std::move(fact));
}

void Pulse::Facts::operator()(const MediaFingerprinted& fact)
{
    desk.relinking->take(thread, fact);
}

void Pulse::Facts::operator()(const TransportPosition& fact)
{
    desk.transport.report(fact, desk.clock.now());
    desk.toAura(thread, fact);
}

} // namespace loophole
