#include "Pulse/Editing/ClipEdits.h"

#include "Pulse/Editing/ClipParts.h"
#include "Pulse/Editing/TrackChanges.h"
#include "Pulse/Editing/TrackEdits.h"

#include <algorithm>
#include <map>
#include <unordered_set>

namespace loophole
{
namespace
{

Failure goneClips()
{
    return {"clips", "no longer exist"};
}

/** The place of the track on which a clip from `track` comes to lie. */
struct ShiftedTracks
{
    std::optional<std::size_t> target;
    std::ptrdiff_t by = 0;

    [[nodiscard]] std::size_t of(std::size_t track) const
    {
        return target.value_or(static_cast<std::size_t>(static_cast<std::ptrdiff_t>(track) + by));
    }
};

Outcome<ShiftedTracks> shiftedTracks(const Session& session, const std::vector<ClipPlace>& places, TrackShift shift)
{
    const auto target = trackPlace(session, shift.to);
    if (places.empty())
        return goneClips();
    if (shift.to.isValid() && !target)
        return Failure{"track", "no longer exists"};
    // Places come in the order of the tracks.
    const auto mostUp = -static_cast<std::ptrdiff_t>(places.front().track);
    const auto mostDown = static_cast<std::ptrdiff_t>(session.tracks.size() - 1 - places.back().track);
    return ShiftedTracks{target, std::clamp(static_cast<std::ptrdiff_t>(shift.tracksBy), mostUp, mostDown)};
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
    return withTrackChanges(session, {{*place, TrackChange{{}, {}, {std::move(clip)}}}});
}

Outcome<Session> withoutClips(const SessionIndex& index, std::span<const ClipId> ids)
{
    TrackChanges changes;
    for (const auto place : placesOf(index, ids))
        changes[place.track].taken.push_back(place.clip);
    if (changes.empty())
        return goneClips();
    return withTrackChanges(index.session(), std::move(changes));
}

Outcome<Session> withClipsMoved(const SessionIndex& index, std::span<const ClipId> ids, FrameCount by, TrackShift shift)
{
    const auto places = placesOf(index, ids);
    const auto tracks = shiftedTracks(index.session(), places, shift);
    if (!tracks)
        return tracks.failure();
    for (const auto place : places)
        by = std::max(by, FramePosition(0) - index.clipAt(place).position);
    TrackChanges changes;
    for (const auto place : places)
    {
        auto clip = index.clipAt(place);
        clip.position += by;
        changes[place.track].taken.push_back(place.clip);
        changes[tracks.value().of(place.track)].added.push_back(std::move(clip));
    }
    return withTrackChanges(index.session(), std::move(changes));
}

Outcome<Session> withClipsSplit(const SessionIndex& index, const MediaLookup& media, std::span<const ClipId> ids,
                                FramePosition at, IdSource& source)
{
    TrackChanges changes;
    auto refusal = goneClips();
    for (const auto place : placesOf(index, ids))
    {
        auto parts =
            split(index.clipAt(place), cutContext(index.clipAt(place), media, index.session().sampleRate), at, source);
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
    return withTrackChanges(index.session(), std::move(changes));
}

Outcome<Session> withClipsDuplicated(const SessionIndex& index, std::span<const ClipId> ids, IdSource& source)
{
    FramePosition end;
    for (const auto place : placesOf(index, ids))
        end = std::max(end, index.lineAt(place).end());
    return withClipsCopied(index, ids, end, TrackShift(), source);
}

Outcome<Session> withClipsCopied(const SessionIndex& index, std::span<const ClipId> ids, FramePosition at,
                                 TrackShift shift, IdSource& source)
{
    const auto places = placesOf(index, ids);
    const auto tracks = shiftedTracks(index.session(), places, shift);
    if (!tracks)
        return tracks.failure();
    auto start = index.lineAt(places.front()).start;
    for (const auto place : places)
        start = std::min(start, index.lineAt(place).start);
    const auto by = std::max(at, FramePosition(0)) - start;
    TrackChanges changes;
    for (const auto place : places)
    {
        auto clip = index.clipAt(place);
        clip.id = source.next<ClipId>();
        clip.documentId.clear();
        clip.position += by;
        changes[tracks.value().of(place.track)].added.push_back(std::move(clip));
    }
    return withTrackChanges(index.session(), std::move(changes));
}

Outcome<Session> withCopiesPasted(const Session& session, std::span<const PlacedClip> copies, FramePosition at,
                                  IdSource& source)
{
    if (copies.empty())
        return Failure{"paste", "nothing was copied"};
    auto start = copies.front().clip.position;
    for (const auto& copy : copies)
        start = std::min(start, copy.clip.position);
    const auto by = std::max(at, FramePosition(0)) - start;
    std::unordered_set<AssetId> media;
    for (const auto& asset : session.assets)
        media.insert(asset.id);
    std::map<TrackId, std::optional<std::size_t>> places;
    TrackChanges changes;
    for (const auto& [track, copied] : copies)
    {
        if (!media.contains(copied.asset))
            return Failure{"paste", "the copied clips are of another session"};
        const auto [place, isNew] = places.try_emplace(track);
        if (isNew)
            place->second = trackPlace(session, track);
        if (!place->second)
            continue;
        auto clip = copied;
        clip.id = source.next<ClipId>();
        clip.documentId.clear();
        clip.position += by;
        changes[*place->second].added.push_back(std::move(clip));
    }
    if (changes.empty())
        return Failure{"track", "no longer exists"};
    return withTrackChanges(session, std::move(changes));
}

} // namespace loophole
