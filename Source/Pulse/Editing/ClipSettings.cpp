#include "Pulse/Editing/ClipSettings.h"

#include "Model/ClipShape.h"
#include "Model/FaderRange.h"
#include "Pulse/Editing/TrackChanges.h"

#include <algorithm>
#include <cmath>

namespace loophole
{
namespace
{

Failure goneClips()
{
    return {"clips", "no longer exist"};
}

/** `change(clip, line)` on a copy of every clip; none of them may change its position. */
template <class Change>
Outcome<Session> withEachClip(const SessionIndex& index, std::span<const ClipId> ids, Change change)
{
    TrackChanges changes;
    for (const auto place : placesOf(index, ids))
    {
        auto clip = index.clipAt(place);
        change(clip, index.lineAt(place));
        changes[place.track].replaced.emplace_back(place.clip, std::move(clip));
    }
    if (changes.empty())
        return goneClips();
    return withTrackChanges(index.session(), std::move(changes));
}

} // namespace

Outcome<Session> withClipGain(const SessionIndex& index, std::span<const ClipId> ids, double gainDb)
{
    if (!std::isfinite(gainDb))
        return Failure{"clip gain", "is not a number"};
    const auto db = onFader(gainDb);
    return withEachClip(index, ids, [db](Clip& clip, const ClipTimeline&) { clip.gainDb = db; });
}

Outcome<Session> withClipGainChanged(const SessionIndex& index, std::span<const ClipId> ids, double byDb)
{
    if (!std::isfinite(byDb))
        return Failure{"clip gain", "is not a number"};
    return withEachClip(index, ids,
                        [byDb](Clip& clip, const ClipTimeline&) { clip.gainDb = onFader(clip.gainDb + byDb); });
}

Outcome<Session> withClipFades(const SessionIndex& index, std::span<const ClipId> ids, std::optional<FrameCount> fadeIn,
                               std::optional<FrameCount> fadeOut)
{
    return withEachClip(index, ids,
                        [&](Clip& clip, const ClipTimeline& line)
                        { clip = withFades(clip, line.length, fadeIn, fadeOut); });
}

Outcome<Session> withClipsCrossfaded(const SessionIndex& index, std::span<const ClipId> ids)
{
    const auto places = placesOf(index, ids);
    std::map<std::pair<std::size_t, std::size_t>, Clip> faded;
    const auto clipAt = [&](ClipPlace place) -> Clip& {
        return faded.try_emplace({place.track, place.clip}, index.clipAt(place)).first->second;
    };
    for (std::size_t i = 1; i < places.size(); ++i)
    {
        const auto& before = index.lineAt(places[i - 1]);
        const auto& after = index.lineAt(places[i]);
        const auto common = before.end() - after.start;
        if (places[i].track != places[i - 1].track || common <= FrameCount(0) || before.end() > after.end())
            continue;
        auto& fading = clipAt(places[i - 1]);
        fading = withFades(fading, before.length, std::nullopt, common);
        auto& coming = clipAt(places[i]);
        coming = withFades(coming, after.length, common, std::nullopt);
    }
    if (places.empty())
        return goneClips();
    if (faded.empty())
        return Failure{"crossfade", "none of the clips runs into another"};
    TrackChanges changes;
    for (auto& [place, clip] : faded)
        changes[place.first].replaced.emplace_back(place.second, std::move(clip));
    return withTrackChanges(index.session(), std::move(changes));
}

Outcome<Session> withClipLoop(const SessionIndex& index, std::span<const ClipId> ids, bool loop)
{
    return withEachClip(index, ids, [loop](Clip& clip, const ClipTimeline&) { clip.loop = loop; });
}

Outcome<Session> withClipRate(const SessionIndex& index, std::span<const ClipId> ids, double playRate)
{
    if (!std::isfinite(playRate))
        return Failure{"play rate", "is not a number"};
    return withEachClip(
        index, ids, [playRate](Clip& clip, const ClipTimeline& line) { clip = withPlayRate(clip, line, playRate); });
}

Outcome<Session> withClipReverse(const SessionIndex& index, std::span<const ClipId> ids, bool reverse)
{
    return withEachClip(index, ids, [reverse](Clip& clip, const ClipTimeline&) { clip.reverse = reverse; });
}

Outcome<Session> withClipMute(const SessionIndex& index, std::span<const ClipId> ids, bool mute)
{
    return withEachClip(index, ids, [mute](Clip& clip, const ClipTimeline&) { clip.mute = mute; });
}

Outcome<Session> withClipName(const SessionIndex& index, std::span<const ClipId> ids, const std::string& name)
{
    return withEachClip(index, ids, [&name](Clip& clip, const ClipTimeline&) { clip.name = name; });
}

} // namespace loophole
