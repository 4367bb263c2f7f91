#pragma once

#include "Core/Frames.h"
#include "Core/Ids.h"

#include <string>
#include <vector>

namespace loophole
{

/** Takes a stretch of the timeline out of tracks, cutting clips at its ends; `ripples`: what follows moves up. */
struct RemoveRange
{
    FrameRange range;
    std::vector<TrackId> tracks; ///< empty: all
    bool ripples = false;
};
/** Opens a gap, cutting clips that sound there. */
struct InsertGap
{
    FramePosition at;
    FrameCount length;
    std::vector<TrackId> tracks; ///< empty: all
};

struct SetTempo
{
    double bpm = 120;
    int beatsPerBar = 4;
};

struct AddMarker
{
    FramePosition position;
    std::string name;
};
struct MoveMarker
{
    MarkerId marker;
    FramePosition position;
};
struct RenameMarker
{
    MarkerId marker;
    std::string name;
};
struct RemoveMarker
{
    MarkerId marker;
};

} // namespace loophole
