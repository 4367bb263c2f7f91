#include "Pulse/Editing/TimelineEdits.h"

#include <algorithm>
#include <cmath>

namespace loophole
{
namespace
{

constexpr double slowestBpm = 1;
constexpr double fastestBpm = 1000;
constexpr int mostBeatsPerBar = 64;

std::optional<std::size_t> markerPlace(const Session& session, MarkerId id)
{
    std::size_t place = 0;
    for (const auto& marker : session.markers)
    {
        if (marker.id == id)
            return place;
        ++place;
    }
    return std::nullopt;
}

Failure goneMarker()
{
    return {"marker", "no longer exists"};
}

/** Behind those that stand there already. */
SharedList<Marker> inserted(const SharedList<Marker>& markers, Marker marker)
{
    std::size_t place = 0;
    for (const auto& other : markers)
        place += other.position <= marker.position ? std::size_t{1} : std::size_t{0};
    return markers.withInserted(place, std::move(marker));
}

} // namespace

Outcome<Session> withMarker(const Session& session, IdSource& ids, FramePosition position, const std::string& name)
{
    if (position < FramePosition(0))
        return Failure{"marker", "would be before the start"};
    auto edited = session;
    edited.markers = inserted(session.markers, Marker{ids.next<MarkerId>(), position, name, {}});
    return edited;
}

Outcome<Session> withoutMarker(const Session& session, MarkerId id)
{
    const auto place = markerPlace(session, id);
    if (!place)
        return goneMarker();
    auto edited = session;
    edited.markers = session.markers.without(*place);
    return edited;
}

Outcome<Session> withMarkerMoved(const Session& session, MarkerId id, FramePosition position)
{
    const auto place = markerPlace(session, id);
    if (!place)
        return goneMarker();
    auto marker = session.markers[*place];
    marker.position = std::max(position, FramePosition(0));
    auto edited = session;
    edited.markers = inserted(session.markers.without(*place), std::move(marker));
    return edited;
}

Outcome<Session> withMarkerName(const Session& session, MarkerId id, const std::string& name)
{
    const auto place = markerPlace(session, id);
    if (!place)
        return goneMarker();
    auto marker = session.markers[*place];
    marker.name = name;
    auto edited = session;
    edited.markers = session.markers.with(*place, std::move(marker));
    return edited;
}

Outcome<Session> withTempo(const Session& session, double bpm, int beatsPerBar)
{
    if (!std::isfinite(bpm))
        return Failure{"tempo", "is not a number"};
    auto edited = session;
    edited.tempo.bpm = std::clamp(bpm, slowestBpm, fastestBpm);
    edited.tempo.beatsPerBar = std::clamp(beatsPerBar, 1, mostBeatsPerBar);
    return edited;
}

} // namespace loophole
