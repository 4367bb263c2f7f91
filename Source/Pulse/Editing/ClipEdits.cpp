#include "Pulse/Editing/ClipEdits.h"

#include "Pulse/Editing/ClipCut.h"
#include "Pulse/Editing/TrackEdits.h"

#include <algorithm>
#include <map>

namespace loophole
{
namespace
{

using Clips = SharedList<Clip>;

/** Below this many changes in a track they are made one by one, sharing chunks; above, its list is made anew. */
constexpr std::size_t fewChanges = 32;

/** What happens to the clips of one track: those at `taken` go (sorted), `added` come. */
struct TrackChange
{
    std::vector<std::size_t> taken;
    std::vector<Clip> added;
};

using Changes = std::map<std::size_t, TrackChange>;

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
    for (auto place = change.taken.rbegin(); place != change.taken.rend(); ++place)
        clips = clips.without(*place);
    for (auto& clip : change.added)
        clips = clips.withInserted(placeFor(clips, clip.position), std::move(clip));
    return clips;
}

Clips changedAtOnce(const Clips& clips, TrackChange change)
{
    std::vector<Clip> all;
    all.reserve(clips.size() + change.added.size());
    std::size_t index = 0;
    auto taken = change.taken.begin();
    for (const auto& clip : clips)
    {
        const auto isTaken = taken != change.taken.end() && *taken == index;
        if (isTaken)
            ++taken;
        else
            all.push_back(clip);
        ++index;
    }
    std::move(change.added.begin(), change.added.end(), std::back_inserter(all));
    std::stable_sort(all.begin(), all.end(), isEarlier);
    return Clips(std::move(all));
}

Session applied(const Session& session, Changes changes)
{
    auto edited = session;
    for (auto& [place, change] : changes)
    {
        auto track = *session.tracks[place];
        std::sort(change.taken.begin(), change.taken.end());
        track.clips = change.taken.size() + change.added.size() <= fewChanges
                          ? changedOneByOne(track.clips, std::move(change))
                          : changedAtOnce(track.clips, std::move(change));
        edited.tracks = edited.tracks.with(place, std::make_shared<const Track>(std::move(track)));
    }
    return edited;
}

/** Where the clips are, each once; those that no longer exist left out. */
std::vector<ClipPlace> placesOf(const SessionIndex& index, std::span<const ClipId> ids)
{
    std::vector<ClipId> unique(ids.begin(), ids.end());
    std::sort(unique.begin(), unique.end());
    unique.erase(std::unique(unique.begin(), unique.end()), unique.end());
    std::vector<ClipPlace> places;
    for (const auto id : unique)
        if (const auto place = index.place(id))
            places.push_back(*place);
    return places;
}

Failure goneClips()
{
    return {"clips", "no longer exist"};
}

CutContext cutContext(const SessionIndex& index, const MediaLookup& media, ClipPlace place)
{
    const auto* asset = media.find(index.clipAt(place).asset);
    return {index.lineAt(place), asset == nullptr ? SampleRate() : asset->facts.sampleRate, index.session().sampleRate};
}

} // namespace

Session withAsset(const Session& session, AssetId id, const std::filesystem::path& path)
{
    auto edited = session;
    if (findAsset(session, id) == nullptr)
        edited.assets = session.assets.withAppended(SessionAsset{id, {}, path, {}});
    return edited;
}

Outcome<Session> withClip(const Session& session, TrackId track, Clip clip)
{
    const auto place = trackPlace(session, track);
    if (!place)
        return Failure{"track", "no longer exists"};
    if (clip.position < FramePosition(0))
        return Failure{"clip", "would begin before the start"};
    return applied(session, {{*place, TrackChange{{}, {std::move(clip)}}}});
}

Outcome<Session> withoutClips(const SessionIndex& index, std::span<const ClipId> ids)
{
    Changes changes;
    for (const auto place : placesOf(index, ids))
        changes[place.track].taken.push_back(place.clip);
    if (changes.empty())
        return goneClips();
    return applied(index.session(), std::move(changes));
}

Outcome<Session> withClipsMoved(const SessionIndex& index, std::span<const ClipId> ids, FrameCount by, TrackId toTrack)
{
    const auto places = placesOf(index, ids);
    const auto target = trackPlace(index.session(), toTrack);
    if (places.empty())
        return goneClips();
    if (toTrack.isValid() && !target)
        return Failure{"track", "no longer exists"};
    for (const auto place : places)
        by = std::max(by, FramePosition(0) - index.clipAt(place).position);
    Changes changes;
    for (const auto place : places)
    {
        auto clip = index.clipAt(place);
        clip.position += by;
        changes[place.track].taken.push_back(place.clip);
        changes[target.value_or(place.track)].added.push_back(std::move(clip));
    }
    return applied(index.session(), std::move(changes));
}

Outcome<Session> withClipsSplit(const SessionIndex& index, const MediaLookup& media, std::span<const ClipId> ids,
                                FramePosition at, IdSource& source)
{
    Changes changes;
    auto refusal = goneClips();
    for (const auto place : placesOf(index, ids))
    {
        auto parts = split(index.clipAt(place), cutContext(index, media, place), at, source);
        if (!parts)
        {
            refusal = parts.failure();
            continue;
        }
        auto& change = changes[place.track];
        change.taken.push_back(place.clip);
        std::move(parts.value().begin(), parts.value().end(), std::back_inserter(change.added));
    }
    if (changes.empty())
        return refusal;
    return applied(index.session(), std::move(changes));
}

Outcome<Session> withClipsDuplicated(const SessionIndex& index, std::span<const ClipId> ids, IdSource& source)
{
    const auto places = placesOf(index, ids);
    if (places.empty())
        return goneClips();
    auto start = index.lineAt(places.front()).start;
    auto end = index.lineAt(places.front()).end();
    for (const auto place : places)
    {
        start = std::min(start, index.lineAt(place).start);
        end = std::max(end, index.lineAt(place).end());
    }
    Changes changes;
    for (const auto place : places)
    {
        auto clip = index.clipAt(place);
        clip.id = source.next<ClipId>();
        clip.documentId.clear();
        clip.position += end - start;
        changes[place.track].added.push_back(std::move(clip));
    }
    return applied(index.session(), std::move(changes));
}

Outcome<Session> withClipTrimmed(const SessionIndex& index, const MediaLookup& media, ClipId id, FrameRange range)
{
    const auto place = index.place(id);
    if (!place)
        return goneClips();
    auto cut = trimmed(index.clipAt(*place), cutContext(index, media, *place), range);
    if (!cut)
        return cut.failure();
    return applied(index.session(), {{place->track, TrackChange{{place->clip}, {std::move(cut).value()}}}});
}

} // namespace loophole
