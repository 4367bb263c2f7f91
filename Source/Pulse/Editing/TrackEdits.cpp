#include "Pulse/Editing/TrackEdits.h"

#include "Core/Gain.h"

#include <algorithm>
#include <cmath>

namespace loophole
{
namespace
{

/** Faders end here; documents may say more. */
constexpr double highestFaderDb = 24;

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

double onFader(double db)
{
    return std::clamp(db, Gain::silenceDb, highestFaderDb);
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

Outcome<Session> withBusVolume(const Session& session, const std::string& name, double volumeDb)
{
    if (!std::isfinite(volumeDb))
        return Failure{"bus volume", "is not a number"};
    std::size_t place = 0;
    for (const auto& bus : session.buses)
    {
        if (bus.name == name)
        {
            auto changed = bus;
            changed.volumeDb = onFader(volumeDb);
            auto edited = session;
            edited.buses = session.buses.with(place, std::move(changed));
            return edited;
        }
        ++place;
    }
    return Failure{"bus " + name, "does not exist"};
}

Outcome<Session> withMarker(const Session& session, IdSource& ids, FramePosition position, const std::string& name)
{
    if (position < FramePosition(0))
        return Failure{"marker", "would be before the start"};
    std::size_t place = 0;
    for (const auto& marker : session.markers)
        place += marker.position <= position ? std::size_t{1} : std::size_t{0};
    auto edited = session;
    edited.markers = session.markers.withInserted(place, Marker{ids.next<MarkerId>(), position, name, {}});
    return edited;
}

Outcome<Session> withoutMarker(const Session& session, MarkerId id)
{
    std::size_t place = 0;
    for (const auto& marker : session.markers)
    {
        if (marker.id == id)
        {
            auto edited = session;
            edited.markers = session.markers.without(place);
            return edited;
        }
        ++place;
    }
    return Failure{"marker", "no longer exists"};
}

} // namespace loophole
