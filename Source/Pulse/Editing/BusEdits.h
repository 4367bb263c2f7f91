#pragma once

#include "Core/Outcome.h"
#include "Model/Session.h"
#include "Pulse/Document/IdSource.h"

#include <string>

/**
    Edits of buses as pure functions from a session to the edited one. Buses are named by their names, which are theirs
    alone; Master always exists and goes to the device. A Failure says what does not exist or cannot be.
*/
namespace loophole
{

[[nodiscard]] Outcome<Session> withBus(const Session&, IdSource&, const std::string& name);
/** What went to it goes where it went. */
[[nodiscard]] Outcome<Session> withoutBus(const Session&, const std::string& name);
[[nodiscard]] Outcome<Session> withBusName(const Session&, const std::string& name, const std::string& newName);
/** An empty name is Master. A ring of buses is refused. */
[[nodiscard]] Outcome<Session> withBusOutput(const Session&, const std::string& name, const std::string& sendTo);
[[nodiscard]] Outcome<Session> withBusVolume(const Session&, const std::string& name, double volumeDb);
[[nodiscard]] Outcome<Session> withBusMute(const Session&, const std::string& name, bool mute);

} // namespace loophole
