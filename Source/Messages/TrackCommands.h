#pragma once

#include "Core/Ids.h"

#include <optional>
#include <string>
#include <vector>

namespace loophole
{

struct AddTrack
{
    std::string name;
};
struct RemoveTrack
{
    TrackId track;
};
struct RenameTrack
{
    TrackId track;
    std::string name;
};
struct SetTrackGain
{
    TrackId track;
    double gainDb = 0;
};
struct SetTrackPan
{
    TrackId track;
    double pan = 0;
};
struct SetTrackMute
{
    TrackId track;
    bool mute = false;
};
struct SetTrackSolo
{
    TrackId track;
    bool solo = false;
};
struct SetBusVolume
{
    std::string bus;
    double volumeDb = 0;
};

/** To a place among the others, 0 the first. */
struct MoveTrack
{
    TrackId track;
    std::size_t place = 0;
};
struct SetTrackOutput
{
    TrackId track;
    std::string bus;
};
struct AddBus
{
    std::string name;
};
/** What went there goes to where it went. */
struct RemoveBus
{
    std::string bus;
};
struct RenameBus
{
    std::string bus;
    std::string name;
};
/** Empty: Master. A ring of buses is refused. */
struct SetBusOutput
{
    std::string bus;
    std::string sendTo;
};
struct SetBusMute
{
    std::string bus;
    bool mute = false;
};

/** The tracks under the hand, which are read first: the chosen one and those of the chosen clips. Replaces the former
    choice; a track that is gone is passed over. */
struct SelectTracks
{
    std::vector<TrackId> tracks;
};

/** Index into the track colours; none: by the track's place. */
struct SetTrackColour
{
    TrackId track;
    std::optional<int> colour;
};

} // namespace loophole
