#include "Pulse/Editing/ClipEdits.h"

#include "Pulse/Editing/ClipCut.h"
#include "Pulse/Editing/TrackChanges.h"
#include "Pulse/Editing/TrackEdits.h"

#include <algorithm>

namespace loophole
{
namespace
{

Failure goneClips()
{
    return {"clips", "no longer exist"};
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
    TrackChanges changes;
    for (const auto place : places)
    {
        auto clip = index.clipAt(place);
        clip.position += by;
        changes[place.track].taken.push_back(place.clip);
        changes[target.value_or(place.track)].added.push_back(std::move(clip));
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
    return withClipsCopied(index, ids, end, TrackId(), source);
}

Outcome<Session> withClipsCopied(const SessionIndex& index, std::span<const ClipId> ids, FramePosition at,
                                 TrackId toTrack, IdSource& source)
{
    const auto places = placesOf(index, ids);
    const auto target = trackPlace(index.session(), toTrack);
    if (places.empty())
        return goneClips();
    if (toTrack.isValid() && !target)
        return Failure{"track", "no longer exists"};
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
        changes[target.value_or(place.track)].added.push_back(std::move(clip));
    }
    return withTrackChanges(index.session(), std::move(changes));
}

} // namespace loophole
