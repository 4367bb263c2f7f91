#include "Aura/Shell/AuraModel.h"

namespace loophole::aura
{
namespace
{

constexpr std::size_t keptNotices = 100;

} // namespace

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
    // By this they are found in a log; here they are read one at a time.
    if (constexpr std::string_view tag = "[perf] "; notice.text.starts_with(tag))
        notice.text.erase(0, tag.size());
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
