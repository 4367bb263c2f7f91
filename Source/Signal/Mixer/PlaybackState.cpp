#include "Signal/Mixer/PlaybackState.h"

#include <algorithm>
#include <utility>

namespace loophole::signal
{
namespace
{

template <class Map, class Key>
auto& shared(Map& map, Key key)
{
    auto& entry = map[key];
    if (!entry)
        entry = std::make_shared<typename Map::mapped_type::element_type>();
    return entry;
}

} // namespace

std::shared_ptr<StreamHandle> PlaybackState::handleOf(SignalThread&, ClipId id)
{
    auto& stream = streams[id];
    if (!stream.handle)
        stream.handle = std::make_shared<StreamHandle>();
    return stream.handle;
}

std::shared_ptr<Strip> PlaybackState::stripOf(SignalThread&, TrackId id)
{
    return shared(tracks, id);
}
std::shared_ptr<Strip> PlaybackState::stripOf(SignalThread&, BusId id)
{
    return shared(buses, id);
}
std::shared_ptr<BusBuffer> PlaybackState::bufferOf(SignalThread&, BusId id)
{
    return shared(buffers, id);
}

void PlaybackState::collect(SignalThread&)
{
    const auto isUnused = [](const auto& entry) { return entry.second.use_count() == 1; };
    collectStreams();
    std::erase_if(tracks, isUnused);
    std::erase_if(buses, isUnused);
    std::erase_if(buffers, isUnused);
}

/** A part at a time: a session of 100,000 clips is not looked through after every edit. */
void PlaybackState::collectStreams()
{
    std::vector<ClipId> unused;
    const auto buckets = streams.bucket_count();
    for (std::size_t seen = 0; seen < std::min(buckets, bucketsAtOnce); ++seen)
    {
        nextBucket = (nextBucket + 1) % buckets;
        for (auto entry = streams.begin(nextBucket); entry != streams.end(nextBucket); ++entry)
            if (entry->second.handle.use_count() == 1)
                unused.push_back(entry->first);
    }
    for (const auto id : unused)
        streams.erase(id);
}

void PlaybackState::supersede(SignalThread&, const MixPlan& former, const MixPlan& plan)
{
    std::unordered_map<TrackId, const ClipList*> present;
    for (const auto& track : plan.tracks)
        present.emplace(track.id, track.clips.get());
    for (const auto& track : former.tracks)
        if (const auto found = present.find(track.id); found == present.end() || found->second != track.clips.get())
            formers.push_back({track.id, track.clips});
}

/** Calls tell(track, clip) for every clip of the plan, and of the lists that it took the place of. */
template <class Tell>
void PlaybackState::tellAll(const MixPlan& plan, Tell tell)
{
    for (const auto& track : plan.tracks)
        for (const auto& clip : track.clips->clips())
            tell(track.id, clip);
    for (const auto& former : formers)
        for (const auto& clip : former.clips->clips())
            tell(former.track, clip);
}

/** Whoever plays a list holds a share of it. What the last callback with it did is in the sums that were just read. */
void PlaybackState::settleFormers(bool Former::*isTold)
{
    for (auto& former : formers)
        former.*isTold = former.*isTold || former.clips.use_count() == 1;
    std::erase_if(formers, [](const Former& former) { return former.isMissedTold && former.isProxiedTold; });
}

std::vector<StreamUnderrun> PlaybackState::takeUnderruns(SignalThread&, const MixPlan& plan, std::uint64_t missingInAll)
{
    std::vector<StreamUnderrun> found;
    const auto tell = [&](TrackId track, const PlannedClip& clip)
    {
        const auto counts = clip.handle->counts();
        if (counts.missing == 0)
            return;
        auto& stream = streams[clip.id];
        if (counts.missing <= stream.reportedMissing)
            return;
        found.push_back({clip.id, track, clip.asset, clip.timeline.start + FrameCount(counts.lastMissing),
                         FrameCount(static_cast<std::int64_t>(counts.missing - stream.reportedMissing)),
                         counts.underruns - stream.reportedStretches, StreamCause::late});
        stream.reportedMissing = counts.missing;
        stream.reportedStretches = counts.underruns;
    };
    if (std::exchange(reportedInAll, missingInAll) != missingInAll)
        tellAll(plan, tell);
    settleFormers(&Former::isMissedTold);
    return found;
}

std::vector<StreamFallback> PlaybackState::takeFallbacks(SignalThread&, const MixPlan& plan, std::uint64_t proxiedInAll)
{
    std::vector<StreamFallback> found;
    const auto tell = [&](TrackId track, const PlannedClip& clip)
    {
        const auto proxied = clip.handle->counts().proxied;
        if (proxied == 0)
            return;
        auto& reported = streams[clip.id].reportedProxied;
        if (proxied > reported)
            found.push_back({clip.id, track, clip.asset, FrameCount(static_cast<std::int64_t>(proxied - reported))});
        reported = std::max(reported, proxied);
    };
    if (std::exchange(reportedProxiedInAll, proxiedInAll) != proxiedInAll)
        tellAll(plan, tell);
    settleFormers(&Former::isProxiedTold);
    return found;
}

MeterLevels PlaybackState::takeMeters(SignalThread&, const MixPlan& plan)
{
    MeterLevels levels;
    levels.tracks.reserve(plan.tracks.size());
    for (const auto& track : plan.tracks)
        levels.tracks.emplace_back(track.id, track.strip->meter.take());
    for (const auto& bus : plan.buses)
        levels.buses.emplace_back(bus.id, bus.strip->meter.take());
    if (!levels.buses.empty())
    {
        levels.master = levels.buses.back().second;
        levels.buses.pop_back();
    }
    return levels;
}

} // namespace loophole::signal
