#include "Pulse/Editing/RangeEdits.h"

#include "Pulse/Editing/ClipParts.h"
#include "Pulse/Editing/TrackChanges.h"

#include <algorithm>

namespace loophole
{
namespace
{

/** Farther on a timeline than any document may say. */
constexpr auto farthestFrame = FramePosition(std::int64_t{1} << 53);

/** Cuts clips at places of the timeline. */
struct Cutter
{
    const MediaLookup& media;
    SampleRate rate;
    IdSource& ids;

    [[nodiscard]] FramePosition endOf(const Clip& clip) const { return timelineOf(clip, media, rate).end(); }

    /** The parts of the clips, none of which sounds on both sides of `at`. */
    [[nodiscard]] Outcome<std::vector<Clip>> cut(std::vector<Clip> clips, FramePosition at) const
    {
        std::vector<Clip> parts;
        for (auto& clip : clips)
        {
            if (clip.position >= at || endOf(clip) <= at)
            {
                parts.push_back(std::move(clip));
                continue;
            }
            auto both = split(clip, cutContext(clip, media, rate), at, ids);
            if (!both)
                return both.failure();
            std::move(both.value().begin(), both.value().end(), std::back_inserter(parts));
        }
        return parts;
    }
};

/** The change that keeps `parts` of the clip at a place; none where that is the clip as it was. */
void change(TrackChange& of, std::size_t place, const Clip& before, std::vector<Clip> parts)
{
    if (parts.size() == 1 && parts.front() == before)
        return;
    if (parts.size() == 1 && parts.front().position == before.position)
    {
        of.replaced.emplace_back(place, std::move(parts.front()));
        return;
    }
    of.taken.push_back(place);
    std::move(parts.begin(), parts.end(), std::back_inserter(of.added));
}

/** `keep(clip)` says what becomes of each clip of the tracks that sounds at `from` or later. */
template <class Keep>
Outcome<TrackChanges> eachFrom(const SessionIndex& index, std::span<const TrackId> tracks, FramePosition from,
                               Keep keep)
{
    TrackChanges changes;
    for (const auto place : trackPlaces(index.session(), tracks))
    {
        std::size_t number = 0;
        for (const auto& clip : index.session().tracks[place]->clips)
        {
            const auto at = number++;
            if (index.lineAt({place, at}).end() <= from && clip.position < from)
                continue;
            Outcome<std::vector<Clip>> parts = keep(clip);
            if (!parts)
                return parts.failure();
            change(changes[place], at, clip, std::move(parts).value());
        }
    }
    std::erase_if(changes,
                  [](const auto& entry) {
                      return entry.second.taken.empty() && entry.second.replaced.empty() && entry.second.added.empty();
                  });
    return changes;
}

SharedList<Marker> movedMarkers(const SharedList<Marker>& markers, FrameRange gone, FrameCount by)
{
    std::vector<Marker> kept;
    for (auto marker : markers)
    {
        if (gone.contains(marker.position))
            continue;
        if (marker.position >= gone.end())
            marker.position += by;
        kept.push_back(std::move(marker));
    }
    return SharedList<Marker>(std::move(kept));
}

} // namespace

Outcome<Session> withoutRange(const SessionIndex& index, const MediaLookup& media, FrameRange range,
                              std::span<const TrackId> tracks, bool ripples, IdSource& ids)
{
    if (range.isEmpty() || range.start < FramePosition(0))
        return Failure{"range", "is empty or begins before the start"};
    const Cutter cutter{media, index.session().sampleRate, ids};
    const auto keep = [&](const Clip& clip) -> Outcome<std::vector<Clip>>
    {
        auto parts = cutter.cut({clip}, range.end());
        if (parts)
            parts = cutter.cut(std::move(parts).value(), range.start);
        if (!parts)
            return parts;
        std::erase_if(parts.value(), [&](const Clip& part) { return range.contains(part.position); });
        for (auto& part : parts.value())
            if (ripples && part.position >= range.end())
                part.position += -range.length;
        return parts;
    };
    auto changes = eachFrom(index, tracks, range.start, keep);
    if (!changes)
        return changes.failure();
    auto edited = withTrackChanges(index.session(), std::move(changes).value());
    if (ripples && tracks.empty())
        edited.markers = movedMarkers(edited.markers, range, -range.length);
    return edited;
}

Outcome<Session> withGap(const SessionIndex& index, const MediaLookup& media, FramePosition at, FrameCount length,
                         std::span<const TrackId> tracks, IdSource& ids)
{
    if (length <= FrameCount(0) || at < FramePosition(0))
        return Failure{"gap", "is empty or begins before the start"};
    if (index.end() > farthestFrame - length)
        return Failure{"gap", "would move clips beyond the end of any timeline"};
    const Cutter cutter{media, index.session().sampleRate, ids};
    const auto keep = [&](const Clip& clip) -> Outcome<std::vector<Clip>>
    {
        auto parts = cutter.cut({clip}, at);
        if (parts)
            for (auto& part : parts.value())
                if (part.position >= at)
                    part.position += length;
        return parts;
    };
    auto changes = eachFrom(index, tracks, at, keep);
    if (!changes)
        return changes.failure();
    auto edited = withTrackChanges(index.session(), std::move(changes).value());
    if (tracks.empty())
        edited.markers = movedMarkers(edited.markers, {at, FrameCount(0)}, length);
    return edited;
}

Outcome<Session> withoutClipsRippling(const SessionIndex& index, std::span<const ClipId> ids)
{
    TrackChanges changes;
    for (const auto place : placesOf(index, ids))
        changes[place.track].taken.push_back(place.clip);
    if (changes.empty())
        return Failure{"clips", "no longer exist"};
    for (auto& [track, change] : changes)
    {
        // What was taken out before a place: a clip may have overlapped the one before it.
        FrameCount gone;
        FramePosition goneTo;
        const auto removed = change.taken;
        auto next = removed.begin();
        const auto& clips = index.session().tracks[track]->clips;
        for (auto at = removed.front(); at < clips.size(); ++at)
        {
            const auto& line = index.lineAt({track, at});
            if (next != removed.end() && *next == at)
            {
                gone += FrameRange::between(std::max(line.start, goneTo), line.end()).length;
                goneTo = std::max(goneTo, line.end());
                ++next;
                continue;
            }
            auto clip = clips[at];
            const auto ahead = FrameRange::between(clip.position, goneTo).length; // of what is taken, still to come
            clip.position += -(gone - ahead);
            change.taken.push_back(at);
            change.added.push_back(std::move(clip));
        }
    }
    return withTrackChanges(index.session(), std::move(changes));
}

} // namespace loophole
