#pragma once

#include "Messages/Transport.h"
#include "Model/Session.h"

#include <variant>

namespace loophole
{

struct NewSession
{
};
struct OpenSession
{
    std::filesystem::path document;
};
/** Takes a session that was made in memory, such as that of a single file; it has no document yet. */
struct AdoptSession
{
    SessionPointer session;
};
/** An empty path saves where the session came from. */
struct SaveSession
{
    std::filesystem::path document;
};
struct UndoEdit
{
};
struct RedoEdit
{
};

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
/** Places a file on the timeline; an invalid track makes a new one named after the file. */
struct AddClip
{
    TrackId track;
    std::filesystem::path file;
    FramePosition position;
};
struct RemoveClips
{
    std::vector<ClipId> clips;
};
struct MoveClips
{
    std::vector<ClipId> clips;
    FrameCount by;
    TrackId toTrack; ///< invalid: each stays on its own
};
struct SplitClips
{
    std::vector<ClipId> clips;
    FramePosition at;
};
struct DuplicateClips
{
    std::vector<ClipId> clips;
};

/** Makes the file at `path` known for drawing and audition; AssetChanged answers with its id. */
struct BrowseFile
{
    std::filesystem::path path;
};
/** Auditions a file through its own voice. */
struct AuditionFile
{
    std::filesystem::path path;
    double fromFraction = 0; ///< of its length, 0 … 1
    bool loop = false;
    double gainDb = 0;
};

/** Full queue: Aura keeps what does not fit in its Outbox, in order. */
using AuraToPulse =
    std::variant<NewSession, OpenSession, AdoptSession, SaveSession, UndoEdit, RedoEdit, AddTrack, RemoveTrack,
                 RenameTrack, SetTrackGain, SetTrackPan, SetTrackMute, SetTrackSolo, SetBusVolume, AddClip, RemoveClips,
                 MoveClips, SplitClips, DuplicateClips, PlayTransport, StopTransport, SeekTransport, SetTransportLoop,
                 SetTransportRate, ScrubTransport, EndScrub, BrowseFile, AuditionFile, StopStream, SetStreamGain,
                 RequestPeaks, RequestWaveform, ListFolder, RequestProxy, CancelProxy, SetPlaybackResolution>;

} // namespace loophole
