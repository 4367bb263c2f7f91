#include "Pulse/Editing/BusEdits.h"

#include "Model/FaderRange.h"

#include <cmath>
#include <optional>

namespace loophole
{
namespace
{

const std::string masterName = "Master";

Failure goneBus(const std::string& name)
{
    return {"bus " + name, "does not exist"};
}

std::optional<std::size_t> busPlace(const Session& session, const std::string& name)
{
    std::size_t place = 0;
    for (const auto& bus : session.buses)
    {
        if (bus.name == name)
            return place;
        ++place;
    }
    return std::nullopt;
}

/** The session with `change` applied to a copy of the bus. */
template <class Change>
Outcome<Session> withChangedBus(const Session& session, const std::string& name, Change change)
{
    const auto place = busPlace(session, name);
    if (!place)
        return goneBus(name);
    auto bus = session.buses[*place];
    change(bus);
    auto edited = session;
    edited.buses = session.buses.with(*place, std::move(bus));
    return edited;
}

/** Sends all that goes to one bus to another. */
void redirect(Session& session, const std::string& from, const std::string& to)
{
    for (std::size_t i = 0; i < session.tracks.size(); ++i)
    {
        if (session.tracks[i]->output != from)
            continue;
        auto track = *session.tracks[i];
        track.output = to;
        session.tracks = session.tracks.with(i, std::make_shared<const Track>(std::move(track)));
    }
    for (std::size_t i = 0; i < session.buses.size(); ++i)
    {
        if (session.buses[i].sendTo != from)
            continue;
        auto bus = session.buses[i];
        bus.sendTo = to;
        session.buses = session.buses.with(i, std::move(bus));
    }
}

Outcome<void> checkNewName(const Session& session, const std::string& name)
{
    if (name.empty())
        return Failure{"bus name", "must not be empty"};
    if (findBus(session, name) != nullptr)
        return Failure{"bus " + name, "exists already"};
    return {};
}

/** Whether what goes to `from` comes to `to` in the end. A ring that was there before is walked once. */
bool reaches(const Session& session, std::string from, const std::string& to)
{
    for (std::size_t steps = 0; steps <= session.buses.size(); ++steps)
    {
        if (from == to)
            return true;
        const auto* bus = findBus(session, from);
        if (bus == nullptr || bus->sendTo.empty())
            return to == masterName;
        from = bus->sendTo;
    }
    return false;
}

} // namespace

Outcome<Session> withBus(const Session& session, IdSource& ids, const std::string& name)
{
    if (auto checked = checkNewName(session, name); !checked)
        return checked.failure();
    Bus bus;
    bus.id = ids.next<BusId>();
    bus.name = name;
    auto edited = session;
    edited.buses = session.buses.withAppended(std::move(bus));
    return edited;
}

Outcome<Session> withoutBus(const Session& session, const std::string& name)
{
    const auto place = busPlace(session, name);
    if (!place)
        return goneBus(name);
    if (name == masterName)
        return Failure{"bus " + name, "is where everything ends"};
    const auto target = session.buses[*place].sendTo;
    auto edited = session;
    edited.buses = session.buses.without(*place);
    redirect(edited, name, target.empty() ? masterName : target);
    return edited;
}

Outcome<Session> withBusName(const Session& session, const std::string& name, const std::string& newName)
{
    if (name == masterName)
        return Failure{"bus " + name, "keeps its name"};
    if (auto checked = checkNewName(session, newName); !checked)
        return checked.failure();
    auto edited = withChangedBus(session, name, [&](Bus& bus) { bus.name = newName; });
    if (edited)
        redirect(edited.value(), name, newName);
    return edited;
}

Outcome<Session> withBusOutput(const Session& session, const std::string& name, const std::string& sendTo)
{
    if (name == masterName)
        return Failure{"bus " + name, "goes to the device"};
    if (!sendTo.empty() && findBus(session, sendTo) == nullptr)
        return goneBus(sendTo);
    if (!sendTo.empty() && reaches(session, sendTo, name))
        return Failure{"bus " + name, "would be sent to itself through " + sendTo};
    return withChangedBus(session, name, [&](Bus& bus) { bus.sendTo = sendTo; });
}

Outcome<Session> withBusVolume(const Session& session, const std::string& name, double volumeDb)
{
    if (!std::isfinite(volumeDb))
        return Failure{"bus volume", "is not a number"};
    return withChangedBus(session, name, [&](Bus& bus) { bus.volumeDb = onFader(volumeDb); });
}

Outcome<Session> withBusMute(const Session& session, const std::string& name, bool mute)
{
    return withChangedBus(session, name, [&](Bus& bus) { bus.mute = mute; });
}

} // namespace loophole
