#include "Pulse/Editing/TrackChanges.h"

#include "Pulse/Editing/TrackEdits.h"

#include <algorithm>
#include <limits>
#include <numeric>

namespace loophole
{
namespace
{

using Clips = SharedList<Clip>;

/** Up to this many changes in a track are made one by one, which shares branches as well as chunks. */
constexpr std::size_t fewChanges = 16;

bool isEarlier(const Clip& a, const Clip& b)
{
    return a.position < b.position;
}

/** Behind all clips that start there or earlier. */
std::size_t placeFor(const Clips& clips, FramePosition position)
{
    std::size_t low = 0;
    auto high = clips.size();
    while (low < high)
    {
        const auto middle = (low + high) / 2;
        if (clips[middle].position <= position)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

Clips changedOneByOne(Clips clips, TrackChange change)
{
    for (auto& [place, clip] : change.replaced)
        clips = clips.with(place, std::move(clip));
    for (auto place = change.taken.rbegin(); place != change.taken.rend(); ++place)
        clips = clips.without(*place);
    for (auto& clip : change.added)
        clips = clips.withInserted(placeFor(clips, clip.position), std::move(clip));
    return clips;
}

/** Goes through the chunks of a track once and makes those anew in which something changes. */
class ChunkChanges
{
public:
    ChunkChanges(const Clips& from, TrackChange& changes)
        : clips(from),
          change(changes),
          taken(change.taken.begin()),
          replaced(change.replaced.begin()),
          added(change.added.begin())
    {
    }

    [[nodiscard]] Clips result()
    {
        for (std::size_t i = 0; i < clips.chunkCount(); ++i)
            pass(i);
        appendPieces({std::make_move_iterator(added), std::make_move_iterator(change.added.end())});
        return Clips::ofChunks(std::move(chunks));
    }

private:
    void pass(std::size_t index)
    {
        const auto& chunk = clips.chunk(index);
        const auto end = start + chunk->size();
        const auto isLast = index + 1 == clips.chunkCount();
        const auto nextStart =
            isLast ? FramePosition(std::numeric_limits<std::int64_t>::max()) : clips.chunk(index + 1)->front().position;
        const auto addedEnd = std::partition_point(added, change.added.end(),
                                                   [nextStart](const Clip& clip) { return clip.position < nextStart; });
        const auto isTouched = (taken != change.taken.end() && *taken < end) ||
                               (replaced != change.replaced.end() && replaced->first < end) || added != addedEnd;
        if (isTouched)
            appendChanged(*chunk, addedEnd);
        else
            chunks.push_back(chunk);
        start = end;
    }

    void appendChanged(const Clips::Chunk& chunk, std::vector<Clip>::iterator addedEnd)
    {
        std::vector<Clip> kept;
        kept.reserve(chunk.size());
        for (std::size_t i = 0; i < chunk.size(); ++i)
        {
            if (taken != change.taken.end() && *taken == start + i)
                ++taken;
            else if (replaced != change.replaced.end() && replaced->first == start + i)
                kept.push_back(std::move((replaced++)->second));
            else
                kept.push_back(chunk[i]);
        }
        std::vector<Clip> merged;
        merged.reserve(kept.size() + static_cast<std::size_t>(addedEnd - added));
        std::merge(std::make_move_iterator(kept.begin()), std::make_move_iterator(kept.end()),
                   std::make_move_iterator(added), std::make_move_iterator(addedEnd), std::back_inserter(merged),
                   isEarlier);
        added = addedEnd;
        appendPieces(std::move(merged));
    }

    void appendPieces(std::vector<Clip> pieces)
    {
        const Clips made(std::move(pieces));
        for (std::size_t i = 0; i < made.chunkCount(); ++i)
            chunks.push_back(made.chunk(i));
    }

    const Clips& clips;
    TrackChange& change;
    std::vector<std::size_t>::iterator taken;
    std::vector<std::pair<std::size_t, Clip>>::iterator replaced;
    std::vector<Clip>::iterator added;
    std::vector<Clips::SharedChunk> chunks;
    std::size_t start = 0;
};

Clips changed(const Clips& clips, TrackChange change)
{
    std::sort(change.taken.begin(), change.taken.end());
    if (change.taken.size() + change.replaced.size() + change.added.size() <= fewChanges)
        return changedOneByOne(clips, std::move(change));
    std::sort(change.replaced.begin(), change.replaced.end(),
              [](const auto& a, const auto& b) { return a.first < b.first; });
    std::stable_sort(change.added.begin(), change.added.end(), isEarlier);
    return ChunkChanges(clips, change).result();
}

} // namespace

Session withTrackChanges(const Session& session, TrackChanges changes)
{
    auto edited = session;
    for (auto& [place, change] : changes)
    {
        auto track = *session.tracks[place];
        track.clips = changed(track.clips, std::move(change));
        edited.tracks = edited.tracks.with(place, std::make_shared<const Track>(std::move(track)));
    }
    return edited;
}

std::vector<ClipPlace> placesOf(const SessionIndex& index, std::span<const ClipId> ids)
{
    std::vector<ClipPlace> places;
    places.reserve(ids.size());
    for (const auto id : ids)
        if (const auto place = index.place(id))
            places.push_back(*place);
    const auto key = [](ClipPlace place) { return std::pair(place.track, place.clip); };
    std::sort(places.begin(), places.end(), [&](ClipPlace a, ClipPlace b) { return key(a) < key(b); });
    places.erase(std::unique(places.begin(), places.end(), [&](ClipPlace a, ClipPlace b) { return key(a) == key(b); }),
                 places.end());
    return places;
}

std::vector<std::size_t> trackPlaces(const Session& session, std::span<const TrackId> ids)
{
    std::vector<std::size_t> places;
    if (ids.empty())
    {
        places.resize(session.tracks.size());
        std::iota(places.begin(), places.end(), std::size_t{0});
        return places;
    }
    for (const auto id : ids)
        if (const auto place = trackPlace(session, id))
            places.push_back(*place);
    std::sort(places.begin(), places.end());
    places.erase(std::unique(places.begin(), places.end()), places.end());
    return places;
}

} // namespace loophole
