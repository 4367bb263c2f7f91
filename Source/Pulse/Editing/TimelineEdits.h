#pragma once

#include "Core/Outcome.h"
#include "Model/Session.h"
#include "Pulse/Document/IdSource.h"

#include <string>

/** Edits of markers and tempo as pure functions from a session to the edited one. Markers stay ordered by position. */
namespace loophole
{

[[nodiscard]] Outcome<Session> withMarker(const Session&, IdSource&, FramePosition, const std::string& name);
[[nodiscard]] Outcome<Session> withoutMarker(const Session&, MarkerId);
[[nodiscard]] Outcome<Session> withMarkerMoved(const Session&, MarkerId, FramePosition);
[[nodiscard]] Outcome<Session> withMarkerName(const Session&, MarkerId, const std::string& name);

/** Within what a document may say: 1 … 1000 bpm, 1 … 64 beats. */
[[nodiscard]] Outcome<Session> withTempo(const Session&, double bpm, int beatsPerBar);

} // namespace loophole
