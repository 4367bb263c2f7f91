#include "Pulse/Editing/TrackEdits.h"

#include "Model/FaderRange.h"

#include <algorithm>
#include <cmath>

namespace loophole
{
namespace
{

Failure goneTrack()
{
    return {"track", "no longer exists"};
}

/** The session with `change` applied to a copy of the track. */
template <class Change>
Outcome<Session> withChangedTrack(const Session& session, TrackId id, Change change)
{
    const auto place = trackPlace(session, id);
    if (!place)
        return goneTrack();
    auto track = *session.tracks[*place];
    change(track);
    auto edited = session;
    edited.tracks = session.tracks.with(*place, std::make_shared<const Track>(std::move(track)));
    return edited;
}

} // namespace

std::optional<std::size_t> trackPlace(const Session& session, TrackId id)
{
    std::size_t place = 0;
    for (const auto& track : session.tracks)
    {
        if (track->id == id)
            return place;
        ++place;
    }
    return std::nullopt;
}

std::optional<std::size_t> trackPlace(const Session& session, const std::string& name)
{
    std::size_t place = 0;
    for (const auto& track : session.tracks)
    {
        if (track->name == name)
            return place;
        ++place;
    }
    return std::nullopt;
}

Session withTrack(const Session& session, IdSource& ids, const std::string& name)
{
    Track track;
    track.id = ids.next<TrackId>();
    track.name = name;
    auto edited = session;
    edited.tracks = session.tracks.withAppended(std::make_shared<const Track>(std::move(track)));
    return edited;
}

Outcome<Session> withoutTrack(const Session& session, TrackId id)
{
    const auto place = trackPlace(session, id);
    if (!place)
        return goneTrack();
    auto edited = session;
    edited.tracks = session.tracks.without(*place);
    return edited;
}

Outcome<Session> withTrackName(const Session& session, TrackId id, const std::string& name)
{
    return withChangedTrack(session, id, [&](Track& track) { track.name = name; });
}

Outcome<Session> withTrackGain(const Session& session, TrackId id, double gainDb)
{
    if (!std::isfinite(gainDb))
        return Failure{"track gain", "is not a number"};
    return withChangedTrack(session, id, [&](Track& track) { track.gainDb = onFader(gainDb); });
}

Outcome<Session> withTrackPan(const Session& session, TrackId id, double pan)
{
    if (!std::isfinite(pan))
        return Failure{"track pan", "is not a number"};
    return withChangedTrack(session, id, [&](Track& track) { track.pan = std::clamp(pan, -1.0, 1.0); });
}

Outcome<Session> withTrackMute(const Session& session, TrackId id, bool mute)
{
    return withChangedTrack(session, id, [&](Track& track) { track.mute = mute; });
}

Outcome<Session> withTrackSolo(const Session& session, TrackId id, bool solo)
{
    return withChangedTrack(session, id, [&](Track& track) { track.solo = solo; });
}

Outcome<Session> withTrackColour(const Session& session, TrackId id, std::optional<int> colour)
{
    if (colour && *colour < 0)
        return Failure{"track colour", "is none of the track colours"};
    return withChangedTrack(session, id, [&](Track& track) { track.colour = colour; });
}

Outcome<Session> withTrackOutput(const Session& session, TrackId id, const std::string& bus)
{
    if (findBus(session, bus) == nullptr)
        return Failure{"bus " + bus, "does not exist"};
    return withChangedTrack(session, id, [&](Track& track) { track.output = bus; });
}

Outcome<Session> withTrackMoved(const Session& session, TrackId id, std::size_t place)
{
    const auto from = trackPlace(session, id);
    if (!from)
        return goneTrack();
    auto track = session.tracks[*from];
    auto edited = session;
    edited.tracks = session.tracks.without(*from);
    edited.tracks = edited.tracks.withInserted(std::min(place, edited.tracks.size()), std::move(track));
    return edited;
}

} // namespace loophole
