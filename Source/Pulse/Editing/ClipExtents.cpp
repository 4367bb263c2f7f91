#include "Pulse/Editing/ClipExtents.h"

#include "Model/ClipShape.h"
#include "Pulse/Editing/ClipParts.h"
#include "Pulse/Editing/TrackChanges.h"

#include <algorithm>
#include <cmath>

namespace loophole
{
namespace
{

CutContext contextAt(const SessionIndex& index, const MediaLookup& media, ClipPlace place)
{
    return cutContext(index.clipAt(place), media, index.session().sampleRate);
}

/** Why `next` cannot be joined to `clip`; null where it can. */
const char* objection(const Clip& clip, const CutContext& context, const Clip& next, const CutContext& nextContext)
{
    if (next.asset != clip.asset || next.playRate != clip.playRate || next.reverse != clip.reverse)
        return "the clips do not play the same medium in the same way";
    if (next.gainDb != clip.gainDb || next.mute != clip.mute)
        return "the clips are not equally loud";
    if (clip.loop || next.loop)
        return "looped clips have a place of their own for each pass";
    if (!clip.fadeOut.isZero() || !next.fadeIn.isZero())
        return "the clips fade where they meet";
    const auto& earlier = clip.reverse ? next : clip;
    const auto& later = clip.reverse ? clip : next;
    const auto length = clip.reverse ? nextContext.line.length : context.line.length;
    const auto playsOn =
        std::abs(later.offset - earlier.offset - assetFrames(context, length.value())) < jointTolerance;
    if (context.line.end() != nextContext.line.start || !playsOn)
        return "the clips do not play on from one another";
    return nullptr;
}

Clip joined(const Clip& clip, const CutContext& context, const Clip& next, const CutContext& nextContext)
{
    auto whole = clip;
    whole.offset = clip.reverse ? next.offset : clip.offset;
    whole.fadeOut = next.fadeOut;
    whole.length = context.line.length + nextContext.line.length;
    if (!next.length && !clip.reverse)
        whole.length.reset();
    return whole;
}

/** Joins what can be joined on each track; null where nothing was, with the reason in `why`. */
struct Joining
{
    const SessionIndex& index;
    const MediaLookup& media;
    TrackChanges changes{};
    const char* why = "takes two clips or more of a track";

    void joinAll(const std::vector<ClipPlace>& places)
    {
        for (std::size_t i = 0; i < places.size();)
            i = joinFrom(places, i);
    }

private:
    /** Index of the first place that was not joined to the one at `first`. */
    std::size_t joinFrom(const std::vector<ClipPlace>& places, std::size_t first)
    {
        const auto rate = index.session().sampleRate;
        auto whole = index.clipAt(places[first]);
        auto next = first + 1;
        for (; next < places.size() && places[next].track == places[first].track; ++next)
        {
            const auto& candidate = index.clipAt(places[next]);
            const auto [here, there] = std::pair(cutContext(whole, media, rate), contextAt(index, media, places[next]));
            if (const auto* refusal = objection(whole, here, candidate, there))
            {
                why = refusal;
                break;
            }
            whole = joined(whole, here, candidate, there);
            changes[places[next].track].taken.push_back(places[next].clip);
        }
        if (next > first + 1)
            changes[places[first].track].replaced.emplace_back(places[first].clip, std::move(whole));
        return next;
    }
};

} // namespace

Outcome<Session> withClipTrimmed(const SessionIndex& index, const MediaLookup& media, ClipId id, FrameRange range)
{
    const auto place = index.place(id);
    if (!place)
        return Failure{"clips", "no longer exist"};
    auto cut = trimmed(index.clipAt(*place), contextAt(index, media, *place), range);
    if (!cut)
        return cut.failure();
    return withTrackChanges(index.session(),
                            {{place->track, TrackChange{{place->clip}, {}, {std::move(cut).value()}}}});
}

Outcome<Session> withClipsTrimmed(const SessionIndex& index, const MediaLookup& media, std::span<const ClipId> ids,
                                  FrameCount startBy, FrameCount endBy)
{
    TrackChanges changes;
    Failure refusal{"clips", "no longer exist"};
    for (const auto place : placesOf(index, ids))
    {
        const auto& clip = index.clipAt(place);
        const auto context = contextAt(index, media, place);
        auto cut = trimmed(clip, context, movedEnds(clip, context, startBy, endBy));
        if (!cut)
        {
            refusal = cut.failure();
            continue;
        }
        changes[place.track].taken.push_back(place.clip);
        changes[place.track].added.push_back(std::move(cut).value());
    }
    if (changes.empty())
        return refusal;
    return withTrackChanges(index.session(), std::move(changes));
}

Outcome<Session> withClipsSlipped(const SessionIndex& index, const MediaLookup& media, std::span<const ClipId> ids,
                                  FrameCount by)
{
    TrackChanges changes;
    for (const auto place : placesOf(index, ids))
        changes[place.track].replaced.emplace_back(place.clip,
                                                   slipped(index.clipAt(place), contextAt(index, media, place), by));
    if (changes.empty())
        return Failure{"clips", "no longer exist"};
    return withTrackChanges(index.session(), std::move(changes));
}

Outcome<Session> withClipsJoined(const SessionIndex& index, const MediaLookup& media, std::span<const ClipId> ids)
{
    const auto places = placesOf(index, ids);
    if (places.empty())
        return Failure{"clips", "no longer exist"};
    Joining joining{index, media};
    joining.joinAll(places);
    if (joining.changes.empty())
        return Failure{"join", joining.why};
    return withTrackChanges(index.session(), std::move(joining.changes));
}

} // namespace loophole
