#include "Pulse/Scheduling/SessionIndex.h"

#include <algorithm>
#include <limits>
#include <queue>
#include <unordered_map>

namespace loophole
{

/** Assets by number, side by side: thousands of clips are asked for each of them. */
class SessionIndex::ChangedAssets
{
public:
    explicit ChangedAssets(std::span<const AssetId> assets)
    {
        for (const auto id : assets)
        {
            if (id.value >= isChanged.size())
                isChanged.resize(std::size_t{id.value} + 1);
            isChanged[id.value] = true;
        }
    }
    [[nodiscard]] bool areNone() const { return isChanged.empty(); }
    [[nodiscard]] bool contains(AssetId id) const { return id.value < isChanged.size() && isChanged[id.value]; }

private:
    std::vector<bool> isChanged;
};

/** Everything that queries need about one chunk of a track's clips. Holds the chunk, so that its address stays its
 * name. */
struct SessionIndex::ChunkSummary
{
    using Chunk = std::shared_ptr<const std::vector<Clip>>;

    /** What depends on the clips alone. */
    struct Names
    {
        explicit Names(const std::vector<Clip>& clips)
        {
            for (const auto& clip : clips)
            {
                ids.emplace_back(clip.id, ids.size());
                assets.push_back(clip.asset);
            }
            std::sort(ids.begin(), ids.end());
        }

        std::vector<std::pair<ClipId, std::size_t>> ids; ///< sorted
        std::vector<AssetId> assets;                     ///< of each clip
    };

    ChunkSummary(const Chunk& from, const MediaLookup& media, SampleRate rate)
        : chunk(from), names(std::make_shared<const Names>(*from))
    {
        lines.reserve(chunk->size());
        for (const auto& clip : *chunk)
            lines.push_back(timelineOf(clip, media, rate));
        findEnd();
    }
    /** The same once more is known of some assets. */
    ChunkSummary(const ChunkSummary& former, const ChangedAssets& changed, const MediaLookup& media, SampleRate rate)
        : chunk(former.chunk), names(former.names), lines(former.lines)
    {
        for (std::size_t i = 0; i < lines.size(); ++i)
            if (changed.contains(names->assets[i]))
                lines[i] = timelineOf((*chunk)[i], media, rate);
        findEnd();
    }

    [[nodiscard]] bool dependsOn(const ChangedAssets& changed) const
    {
        return !changed.areNone() &&
               std::ranges::any_of(names->assets, [&](AssetId id) { return changed.contains(id); });
    }
    [[nodiscard]] FramePosition earliestStart() const { return lines.front().start; }

    Chunk chunk;
    std::shared_ptr<const Names> names;
    std::vector<ClipTimeline> lines;
    FramePosition latestEnd;

private:
    void findEnd()
    {
        for (const auto& line : lines)
            latestEnd = std::max(latestEnd, line.end());
    }
};

/** A track's chunks, with what finds one among them side by side in memory. */
struct SessionIndex::TrackIndex
{
    std::shared_ptr<const Track> track;
    std::vector<std::shared_ptr<const ChunkSummary>> chunks;
    std::vector<std::size_t> starts;            ///< place of each chunk's first clip
    std::vector<FramePosition> reach;           ///< latest end of each chunk and those before it, so it only rises
    std::vector<std::pair<ClipId, ClipId>> ids; ///< the lowest and the highest of each chunk

    void add(std::shared_ptr<const ChunkSummary> chunk)
    {
        starts.push_back(chunks.empty() ? 0 : starts.back() + chunks.back()->lines.size());
        reach.push_back(std::max(end(), chunk->latestEnd));
        ids.emplace_back(chunk->names->ids.front().first, chunk->names->ids.back().first);
        chunks.push_back(std::move(chunk));
    }
    [[nodiscard]] FramePosition end() const { return reach.empty() ? FramePosition() : reach.back(); }
    [[nodiscard]] IndexedClip at(std::size_t chunk, std::size_t offset) const
    {
        return {&(*chunks[chunk]->chunk)[offset], &chunks[chunk]->lines[offset], track.get()};
    }
};

SessionIndex::SessionIndex(SessionPointer session, const MediaLookup& media, const SessionIndex& former,
                           std::span<const AssetId> changedAssets)
    : content(std::move(session))
{
    const ChangedAssets changed(changedAssets);
    // An edit leaves chunks on their track, so those of the track's former self are all that can be taken over.
    std::unordered_map<TrackId, const std::shared_ptr<const TrackIndex>*> formerTracks;
    if (former.content && former.content->sampleRate == content->sampleRate)
        for (const auto& track : former.tracks)
            formerTracks.emplace(track->track->id, &track);
    tracks.reserve(content->tracks.size());
    for (const auto& track : content->tracks)
    {
        const auto found = formerTracks.find(track->id);
        const auto* before = found == formerTracks.end() ? nullptr : found->second;
        if (before != nullptr && (*before)->track == track && changed.areNone())
            tracks.push_back(*before);
        else
            tracks.push_back(indexTrack(track, media, before == nullptr ? nullptr : before->get(), changed));
    }
}

std::shared_ptr<const SessionIndex::TrackIndex> SessionIndex::indexTrack(const std::shared_ptr<const Track>& track,
                                                                         const MediaLookup& media,
                                                                         const TrackIndex* former,
                                                                         const ChangedAssets& changed) const
{
    std::unordered_map<const std::vector<Clip>*, const std::shared_ptr<const ChunkSummary>*> known;
    if (former != nullptr)
        for (const auto& chunk : former->chunks)
            known.emplace(chunk->chunk.get(), &chunk);
    auto next = std::make_shared<TrackIndex>();
    next->track = track;
    for (std::size_t i = 0; i < track->clips.chunkCount(); ++i)
    {
        const auto& chunk = track->clips.chunk(i);
        const auto same = known.find(chunk.get());
        if (same != known.end() && !(*same->second)->dependsOn(changed))
            next->add(*same->second);
        else if (same != known.end())
            next->add(std::make_shared<const ChunkSummary>(**same->second, changed, media, content->sampleRate));
        else
            next->add(std::make_shared<const ChunkSummary>(chunk, media, content->sampleRate));
    }
    return next;
}

void SessionIndex::visitOverlapping(FrameRange range, const std::function<void(const IndexedClip&)>& visit) const
{
    for (const auto& track : tracks)
    {
        const auto first = std::upper_bound(track->reach.begin(), track->reach.end(), range.start);
        for (auto c = static_cast<std::size_t>(first - track->reach.begin()); c < track->chunks.size(); ++c)
        {
            const auto& chunk = *track->chunks[c];
            if (chunk.earliestStart() >= range.end())
                break;
            if (chunk.latestEnd <= range.start)
                continue;
            for (std::size_t i = 0; i < chunk.lines.size() && chunk.lines[i].start < range.end(); ++i)
                if (chunk.lines[i].end() > range.start)
                    visit(track->at(c, i));
        }
    }
}

namespace
{

/** The next clip of a track in one direction from a position, for a merge of all tracks by distance. */
struct NearestCursor
{
    std::int64_t distance;
    std::size_t track;
    std::size_t chunk;
    std::size_t offset;
    bool isForward;

    bool operator>(const NearestCursor& other) const { return distance > other.distance; }
};

} // namespace

std::vector<IndexedClip> SessionIndex::nearestStarts(FramePosition position, std::size_t most) const
{
    std::priority_queue<NearestCursor, std::vector<NearestCursor>, std::greater<>> nearest;
    const auto offer = [&](std::size_t t, std::size_t c, std::size_t i, bool isForward)
    {
        const auto distance = (tracks[t]->chunks[c]->lines[i].start - position).value();
        nearest.push({isForward ? distance : -distance, t, c, i, isForward});
    };
    const auto offerForward = [&](std::size_t t, std::size_t c, std::size_t i)
    {
        const auto& chunks = tracks[t]->chunks;
        if (c < chunks.size() && i == chunks[c]->lines.size())
            ++c, i = 0;
        if (c < chunks.size())
            offer(t, c, i, true);
    };
    const auto offerBackward = [&](std::size_t t, std::size_t c, std::size_t i)
    {
        if (i > 0)
            offer(t, c, i - 1, false);
        else if (c > 0)
            offer(t, c - 1, tracks[t]->chunks[c - 1]->lines.size() - 1, false);
    };
    for (std::size_t t = 0; t < tracks.size(); ++t)
    {
        // The first clip that starts at the position or later.
        const auto& chunks = tracks[t]->chunks;
        const auto after = std::partition_point(
            chunks.begin(), chunks.end(), [&](const auto& chunk) { return chunk->lines.back().start < position; });
        const auto c = static_cast<std::size_t>(after - chunks.begin());
        std::size_t i = 0;
        while (c < chunks.size() && chunks[c]->lines[i].start < position)
            ++i;
        offerForward(t, c, i);
        offerBackward(t, c, i);
    }
    std::vector<IndexedClip> found;
    while (!nearest.empty() && found.size() < most)
    {
        const auto next = nearest.top();
        nearest.pop();
        found.push_back(tracks[next.track]->at(next.chunk, next.offset));
        if (next.isForward)
            offerForward(next.track, next.chunk, next.offset + 1);
        else
            offerBackward(next.track, next.chunk, next.offset);
    }
    return found;
}

std::optional<ClipPlace> SessionIndex::place(ClipId id) const
{
    for (std::size_t t = 0; t < tracks.size(); ++t)
    {
        for (std::size_t c = 0; c < tracks[t]->ids.size(); ++c)
        {
            if (const auto& [lowest, highest] = tracks[t]->ids[c]; id < lowest || id > highest)
                continue;
            const auto& ids = tracks[t]->chunks[c]->names->ids;
            const auto found = std::lower_bound(ids.begin(), ids.end(), std::pair(id, std::size_t{0}));
            if (found != ids.end() && found->first == id)
                return ClipPlace{t, tracks[t]->starts[c] + found->second};
        }
    }
    return std::nullopt;
}

const Clip& SessionIndex::clipAt(ClipPlace place) const
{
    return content->tracks[place.track]->clips[place.clip];
}

const ClipTimeline& SessionIndex::lineAt(ClipPlace place) const
{
    const auto& track = *tracks[place.track];
    const auto after = std::upper_bound(track.starts.begin(), track.starts.end(), place.clip);
    const auto chunk = static_cast<std::size_t>(after - track.starts.begin()) - 1;
    return track.chunks[chunk]->lines[place.clip - track.starts[chunk]];
}

FramePosition SessionIndex::end() const
{
    FramePosition last;
    for (const auto& track : tracks)
        last = std::max(last, track->end());
    return last;
}

} // namespace loophole
