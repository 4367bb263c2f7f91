#pragma once

#include "Core/Outcome.h"
#include "Model/Session.h"
#include "Pulse/Document/IdSource.h"

/**
    Edits of tracks as pure functions from a session to the edited one, which shares with it all
    that was not touched. A Failure says what no longer exists or which value is out of range. Values that are finite
    but beyond a range are clamped: a fader sends what the hand does.
*/
namespace loophole
{

/** Appends an empty track; its id is that of the last track of the result. */
[[nodiscard]] Session withTrack(const Session&, IdSource&, const std::string& name);
[[nodiscard]] Outcome<Session> withoutTrack(const Session&, TrackId);
[[nodiscard]] Outcome<Session> withTrackName(const Session&, TrackId, const std::string& name);
[[nodiscard]] Outcome<Session> withTrackGain(const Session&, TrackId, double gainDb);
[[nodiscard]] Outcome<Session> withTrackPan(const Session&, TrackId, double pan);
[[nodiscard]] Outcome<Session> withTrackMute(const Session&, TrackId, bool mute);
[[nodiscard]] Outcome<Session> withTrackSolo(const Session&, TrackId, bool solo);

/** An index into the track colours; none: by the track's place. */
[[nodiscard]] Outcome<Session> withTrackColour(const Session&, TrackId, std::optional<int> colour);
/** To a bus that exists. */
[[nodiscard]] Outcome<Session> withTrackOutput(const Session&, TrackId, const std::string& bus);
/** To a place among the other tracks; behind all of them where that is beyond the last. */
[[nodiscard]] Outcome<Session> withTrackMoved(const Session&, TrackId, std::size_t place);

/** Index of a track in its session; none where it is not there. */
[[nodiscard]] std::optional<std::size_t> trackPlace(const Session&, TrackId);
[[nodiscard]] std::optional<std::size_t> trackPlace(const Session&, const std::string& name);

} // namespace loophole
