#include "Aura/Shell/AuraModel.h"

#include <algorithm>

namespace loophole::aura
{
namespace
{

/** A quarter of a frame at 60 Hz; what is left waits for the next one. */
constexpr Instant receiveTime = std::chrono::milliseconds(4);
constexpr std::size_t keptNotices = 100;
/** How often a request is renewed that is still in view: faster than the eye settles, slower than frames are drawn. */
constexpr Instant renewedAfter = std::chrono::milliseconds(200);

} // namespace

AuraModel::AuraModel(Queues& queues, MessageThread& thread, const Clock& clock)
    : thread(thread),
      queues(queues),
      clock(clock),
      outbox(queues.auraToPulse),
      sampleChunks([this](RequestWaveform request) { send(request); })
{
    shown.session = std::make_shared<const Session>();
}

void AuraModel::receive()
{
    outbox.flush(thread);
    const auto until = clock.now() + receiveTime;
    PulseToAura message;
    while (clock.now() < until && queues.pulseToAura.tryReceive(thread, message))
        std::visit([this](auto& fact) { take(std::move(fact)); }, message);
}

void AuraModel::seek(FramePosition position)
{
    playheadClock.expectSeek(position, clock.now());
    send(SeekTransport{position});
}

void AuraModel::open(const std::filesystem::path& document)
{
    opening = document.lexically_normal();
    send(OpenSession{document});
}

void AuraModel::adopt(SessionPointer session)
{
    isAdopting = !session->assets.empty();
    send(AdoptSession{std::move(session)});
}

void AuraModel::browse(const std::filesystem::path& path)
{
    if (browsed.insert(path.native()).second)
        send(BrowseFile{path});
}

void AuraModel::browseAnew()
{
    browsed.clear();
}

void AuraModel::requestPeaks(AssetId id, bool isVisible, bool isRow, FrameRange inView)
{
    const auto isWhole = peakCaches.contains(id) && !peaksUnderWay.contains(id);
    if (const auto before = requestedPeaks.find(id); before != requestedPeaks.end())
    {
        const auto wasVisible = before->second.isVisible;
        if (isWhole || peakFailures.contains(id) || !isVisible)
            return;
        if (wasVisible && clock.now() - before->second.at < renewedAfter)
            return;
    }
    requestedPeaks[id] = {isVisible, clock.now()};
    send(RequestPeaks{id, isVisible, isRow, false, inView});
}

void AuraModel::cancelPeaks(AssetId id)
{
    if (requestedPeaks.erase(id) == 0)
        return;
    send(CancelPeaks{id});
}

void AuraModel::rebuildPeaks(AssetId id, const std::shared_ptr<const PeakCache>& damaged)
{
    if (peaks(id) != damaged || peaksUnderWay.contains(id))
        return;
    peaksUnderWay[id] = 0;
    requestedPeaks[id] = {true, clock.now()};
    send(RequestPeaks{id, true, false, true, {}});
}

const AudioAsset* AuraModel::asset(AssetId id) const
{
    const auto found = assets.find(id);
    return found == assets.end() ? nullptr : &found->second;
}

const AudioAsset* AuraModel::assetAt(const std::filesystem::path& path) const
{
    const auto found = assetsByPath.find(path);
    return found == assetsByPath.end() ? nullptr : asset(found->second);
}

std::shared_ptr<const PeakCache> AuraModel::peaks(AssetId id) const
{
    const auto found = peakCaches.find(id);
    return found == peakCaches.end() ? nullptr : found->second;
}

std::optional<std::string> AuraModel::peaksFailure(AssetId id) const
{
    const auto found = peakFailures.find(id);
    return found == peakFailures.end() ? std::nullopt : std::optional(found->second);
}

std::optional<double> AuraModel::peaksProgress(AssetId id) const
{
    const auto found = peaksUnderWay.find(id);
    return found == peaksUnderWay.end() ? std::nullopt : std::optional(found->second);
}

ClipTimeline AuraModel::timeline(const Clip& clip) const
{
    const auto* known = asset(clip.asset);
    return known == nullptr ? timelineOf(clip, {}, {}, rate())
                            : timelineOf(clip, known->facts.sampleRate, known->facts.length, rate());
}

std::string AuraModel::nameOf(const Clip& clip) const
{
    if (!clip.name.empty())
        return clip.name;
    const auto* known = asset(clip.asset);
    return known == nullptr ? std::string() : known->path.stem().string();
}

std::vector<const AudioAsset*> AuraModel::absentAssets() const
{
    std::vector<const AudioAsset*> absent;
    for (const auto& each : session().assets)
        if (const auto* known = asset(each.id); known != nullptr && (known->offlineStatus == OfflineStatus::missing ||
                                                                     known->offlineStatus == OfflineStatus::cloud))
            absent.push_back(known);
    return absent;
}

std::uint64_t AuraModel::missingFrames(TrackId track) const
{
    const auto found = missing.find(track);
    return found == missing.end() ? 0 : found->second;
}

std::pair<std::size_t, double> AuraModel::peaksUnderWayNow() const
{
    double sum = 0;
    for (const auto& [id, share] : peaksUnderWay)
        sum += share;
    const auto count = peaksUnderWay.size();
    return {count, count == 0 ? 1 : sum / static_cast<double>(count)};
}

std::size_t AuraModel::pending() const
{
    auto count = outbox.backlog() + sampleChunks.pending();
    if (opening || isAdopting)
        ++count;
    for (const auto& [id, asked] : requestedPeaks)
        if (asked.isVisible && (!peakCaches.contains(id) || peaksUnderWay.contains(id)) && !peakFailures.contains(id))
            ++count;
    for (const auto& path : browsed)
        if (assetAt(path) == nullptr)
            ++count;
    for (const auto& each : session().assets)
        if (const auto* known = asset(each.id); known == nullptr || known->offlineStatus == OfflineStatus::pending)
            ++count;
    return count;
}

void AuraModel::take(SessionChanged&& change)
{
    isReplaced = change.isRecovered || (change.session != shown.session && !change.hasUnsavedEdits &&
                                        change.undoName.empty() && change.redoName.empty());
    if (isReplaced)
        missing.clear();
    shown = std::move(change);
    if (openConflict && (openConflict->document != shown.document || !shown.hasUnsavedEdits))
        clearConflict();
    // Pulse's first word is of the empty session that it starts with.
    if (opening == shown.document)
        opening.reset();
    isAdopting = isAdopting && session().assets.empty();
    tell([](Listener& listener) { listener.sessionChanged(); });
}

void AuraModel::take(AssetChanged&& change)
{
    const auto id = change.asset.assetId;
    if (const auto* before = asset(id); before != nullptr)
    {
        if (before->path != change.asset.path)
            assetsByPath.erase(before->path);
        // A file that came back, or is another one now, has peaks of its own.
        if (before->offlineStatus != change.asset.offlineStatus || before->facts != change.asset.facts)
        {
            requestedPeaks.erase(id);
            peakFailures.erase(id);
            sampleChunks.forget(id);
        }
    }
    assetsByPath[change.asset.path] = id;
    assets[id] = std::move(change.asset);
    tell([id](Listener& listener) { listener.assetChanged(id); });
}

void AuraModel::take(Notice&& notice)
{
    if (notice.kind == Notice::Kind::fault)
        opening.reset();
    recentNotices.push_front(std::move(notice));
    noticeAt = clock.now();
    if (recentNotices.size() > keptNotices)
        recentNotices.pop_back();
    tell([](Listener& listener) { listener.statusChanged(); });
}

void AuraModel::take(TransportPosition&& position)
{
    playheadClock.report(position);
}

void AuraModel::take(MeterLevels&& levels)
{
    meterLevels = std::move(levels);
    tell([](Listener& listener) { listener.metersChanged(); });
}

void AuraModel::take(StreamStats&& statistics)
{
    stats = statistics;
    tell([](Listener& listener) { listener.statusChanged(); });
}

void AuraModel::take(TrackUnderruns&& underruns)
{
    missing[underruns.track] = underruns.missingFrames;
    tell([](Listener& listener) { listener.statusChanged(); });
}

void AuraModel::take(PeaksReady&& ready)
{
    peakCaches[ready.asset] = std::move(ready.peaks);
    peakFailures.erase(ready.asset);
    if (ready.isPartial)
        peaksUnderWay[ready.asset] = ready.progress;
    else
        peaksUnderWay.erase(ready.asset);
    tell([id = ready.asset](Listener& listener) { listener.peaksChanged(id); });
}

void AuraModel::take(PeaksFailed&& failed)
{
    peakFailures[failed.asset] = std::move(failed.why);
    peaksUnderWay.erase(failed.asset);
    tell([id = failed.asset](Listener& listener) { listener.peaksChanged(id); });
}

void AuraModel::take(WaveformReady&& ready)
{
    if (sampleChunks.accept(std::move(ready)))
        tell([](Listener& listener) { listener.samplesArrived(); });
}

void AuraModel::take(FolderListed&& listed)
{
    tell([&](Listener& listener) { listener.folderListed(listed); });
}

void AuraModel::take(RecoveriesOffered&& recoveries)
{
    offered = std::move(recoveries.sessions);
    tell([](Listener& listener) { listener.decisionsChanged(); });
}

void AuraModel::take(DocumentConflict&& conflict)
{
    openConflict = std::move(conflict);
    tell([](Listener& listener) { listener.decisionsChanged(); });
}

void AuraModel::clearConflict()
{
    openConflict.reset();
    tell([](Listener& listener) { listener.decisionsChanged(); });
}

void AuraModel::take(DeviceStatus&& status)
{
    deviceStatus = std::move(status);
    tell([](Listener& listener) { listener.statusChanged(); });
}

void AuraModel::take(DevicesListed&& listed)
{
    tell([&](Listener& listener) { listener.devicesListed(listed); });
}

void AuraModel::take(CachesMeasured&& measured)
{
    tell([&](Listener& listener) { listener.cachesMeasured(measured); });
}

void AuraModel::take(LibraryHits&& hits)
{
    tell([&](Listener& listener) { listener.libraryAnswered(hits); });
}

void AuraModel::take(LibraryCounted&& counted)
{
    tell([&](Listener& listener) { listener.libraryCounted(counted); });
}

void AuraModel::take(LibraryOverview&& overview)
{
    tell([&](Listener& listener) { listener.libraryLooked(overview); });
}

void AuraModel::take(MediaSearchChanged&& change)
{
    const auto isSame = std::ranges::equal(search.proposals, change.proposals,
                                           [](const RelinkProposal& one, const RelinkProposal& other)
                                           { return one.asset == other.asset && one.file == other.file; });
    search = std::move(change);
    if (!isSame)
        tell([](Listener& listener) { listener.decisionsChanged(); });
    tell([](Listener& listener) { listener.statusChanged(); });
}

void AuraModel::take(RegionExported&& exported)
{
    tell([&](Listener& listener) { listener.regionExported(exported); });
}

void AuraModel::take(LibraryScanProgress&& progress)
{
    scan = std::move(progress);
    tell([this](Listener& listener) { listener.libraryScanned(scan); });
}

void AuraModel::take(LibraryFolders&& told)
{
    tell([&](Listener& listener) { listener.libraryFoldersTold(told); });
}

} // namespace loophole::aura
