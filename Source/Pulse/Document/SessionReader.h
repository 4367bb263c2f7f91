#pragma once

#include "Core/Outcome.h"
#include "Model/Session.h"
#include "Pulse/Document/IdSource.h"

#include <string>
#include <string_view>

namespace loophole
{

/** What every session document says in "format", and the newest "version" that is understood. */
inline constexpr std::string_view sessionFormat = "loophole.session";
inline constexpr int sessionVersion = 1;

/**
    Reads the JSON of a session document. Members that are absent get their defaults, tracks and clips without an id
    get one, members that are not known are kept as they are written. Clips are put in order of position.

    A Failure is {name, "line L, column C: reason"}: text that is no JSON, another format, a newer version, a wrong
    type, a number out of its range, a required member that is absent, an id that is used twice, a clip whose asset
    is not listed. Nesting is limited by limits::maxJsonDepth. Pure but for the ids it takes.
*/
[[nodiscard]] Outcome<Session> readSession(const std::string& name, std::string_view text, IdSource& ids);

} // namespace loophole
