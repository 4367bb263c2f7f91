#include "Aura/Shell/AuraModel.h"

#include <algorithm>

namespace loophole::aura
{
namespace
{

/** A quarter of a frame at 60 Hz; what is left waits for the next one. */
constexpr Instant receiveTime = std::chrono::milliseconds(4);
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
    auto isNew = isVisible;
    const auto isWhole = peakCaches.contains(id) && !peaksUnderWay.contains(id);
    if (const auto before = requestedPeaks.find(id); before != requestedPeaks.end())
    {
        const auto wasVisible = before->second.isVisible;
        if (isWhole || peakFailures.contains(id) || !isVisible)
            return;
        if (wasVisible && clock.now() - before->second.at < renewedAfter)
            return;
        isNew = !wasVisible;
    }
    requestedPeaks[id] = {isVisible, clock.now()};
    send(RequestPeaks{id, isVisible, isRow, false, inView});
    if (isNew && !peakCaches.contains(id))
        tell([id](Listener& listener) { listener.peaksWanted(id); });
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

} // namespace loophole::aura
