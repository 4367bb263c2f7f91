#include "Pulse/Editing/EditCommands.h"

#include "Pulse/Document/PathText.h"
#include "Pulse/Editing/BusEdits.h"
#include "Pulse/Editing/TimelineEdits.h"
#include "Pulse/Editing/TrackEdits.h"

namespace loophole
{
namespace
{

std::string gestureOn(const char* control, TrackId track)
{
    return std::string(control) + ' ' + std::to_string(track.value);
}

} // namespace

Outcome<Edit> named(Outcome<Session> edited, std::string name, std::string gesture)
{
    if (!edited)
        return edited.failure();
    return Edit{std::move(edited).value(), std::move(name), std::move(gesture), {}};
}

Outcome<Edit> makeEdit(const EditDesk& desk, const AddTrack& command)
{
    return named(withTrack(desk.index.session(), desk.ids, displayText(command.name)), "Add track");
}

Outcome<Edit> makeEdit(const EditDesk& desk, const RemoveTrack& command)
{
    return named(withoutTrack(desk.index.session(), command.track), "Remove track");
}

Outcome<Edit> makeEdit(const EditDesk& desk, const RenameTrack& command)
{
    return named(withTrackName(desk.index.session(), command.track, displayText(command.name)), "Rename track");
}

Outcome<Edit> makeEdit(const EditDesk& desk, const SetTrackGain& command)
{
    return named(withTrackGain(desk.index.session(), command.track, command.gainDb), "Set track gain",
                 gestureOn("gain", command.track));
}

Outcome<Edit> makeEdit(const EditDesk& desk, const SetTrackPan& command)
{
    return named(withTrackPan(desk.index.session(), command.track, command.pan), "Set track pan",
                 gestureOn("pan", command.track));
}

Outcome<Edit> makeEdit(const EditDesk& desk, const SetTrackMute& command)
{
    return named(withTrackMute(desk.index.session(), command.track, command.mute),
                 command.mute ? "Mute track" : "Unmute track");
}

Outcome<Edit> makeEdit(const EditDesk& desk, const SetTrackSolo& command)
{
    return named(withTrackSolo(desk.index.session(), command.track, command.solo),
                 command.solo ? "Solo track" : "Unsolo track");
}

Outcome<Edit> makeEdit(const EditDesk& desk, const SetBusVolume& command)
{
    return named(withBusVolume(desk.index.session(), command.bus, command.volumeDb), "Set bus volume",
                 "volume " + command.bus);
}

Outcome<Edit> makeEdit(const EditDesk& desk, const MoveTrack& command)
{
    return named(withTrackMoved(desk.index.session(), command.track, command.place), "Move track");
}

Outcome<Edit> makeEdit(const EditDesk& desk, const SetTrackOutput& command)
{
    return named(withTrackOutput(desk.index.session(), command.track, command.bus), "Route track to " + command.bus);
}

Outcome<Edit> makeEdit(const EditDesk& desk, const SetTrackColour& command)
{
    return named(withTrackColour(desk.index.session(), command.track, command.colour), "Set track colour");
}

Outcome<Edit> makeEdit(const EditDesk& desk, const AddBus& command)
{
    return named(withBus(desk.index.session(), desk.ids, displayText(command.name)), "Add bus");
}

Outcome<Edit> makeEdit(const EditDesk& desk, const RemoveBus& command)
{
    return named(withoutBus(desk.index.session(), command.bus), "Remove bus");
}

Outcome<Edit> makeEdit(const EditDesk& desk, const RenameBus& command)
{
    return named(withBusName(desk.index.session(), command.bus, displayText(command.name)), "Rename bus");
}

Outcome<Edit> makeEdit(const EditDesk& desk, const SetBusOutput& command)
{
    return named(withBusOutput(desk.index.session(), command.bus, command.sendTo), "Route bus");
}

Outcome<Edit> makeEdit(const EditDesk& desk, const SetBusMute& command)
{
    return named(withBusMute(desk.index.session(), command.bus, command.mute),
                 command.mute ? "Mute bus" : "Unmute bus");
}

Outcome<Edit> makeEdit(const EditDesk& desk, const SetTempo& command)
{
    return named(withTempo(desk.index.session(), command.bpm, command.beatsPerBar), "Set tempo", "tempo");
}

Outcome<Edit> makeEdit(const EditDesk& desk, const AddMarker& command)
{
    return named(withMarker(desk.index.session(), desk.ids, command.position, displayText(command.name)), "Add marker");
}

Outcome<Edit> makeEdit(const EditDesk& desk, const MoveMarker& command)
{
    return named(withMarkerMoved(desk.index.session(), command.marker, command.position), "Move marker",
                 "marker " + std::to_string(command.marker.value));
}

Outcome<Edit> makeEdit(const EditDesk& desk, const RenameMarker& command)
{
    return named(withMarkerName(desk.index.session(), command.marker, displayText(command.name)), "Rename marker");
}

Outcome<Edit> makeEdit(const EditDesk& desk, const RemoveMarker& command)
{
    return named(withoutMarker(desk.index.session(), command.marker), "Remove marker");
}

} // namespace loophole
