#pragma once

#include "Messages/Library.h"
#include "Messages/Relink.h"
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
/** An empty path saves where the session came from. What another program has written there since is asked about with
    DocumentConflict, unless `overwrites` says that this was answered. */
struct SaveSession
{
    std::filesystem::path document;
    bool overwrites = false;
};
/** The unsaved edits of the session are given up: they are not to be offered again. */
struct DiscardEdits
{
};
/** Answers to RecoveriesOffered: opens what was kept of a session, or throws it away. */
struct RecoverSession
{
    RecoveryId recovery;
};
struct DiscardRecovery
{
    RecoveryId recovery;
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

/** Moves both ends of clips by frames of the timeline: each end as far as it can go without the clip vanishing. */
struct TrimClips
{
    std::vector<ClipId> clips;
    FrameCount startBy;
    FrameCount endBy;
};
/** Moves what clips play under their edges; positive: later parts of the media. */
struct SlipClips
{
    std::vector<ClipId> clips;
    FrameCount by;
};
/** Makes one clip of neighbours that play on where the one before ends. */
struct JoinClips
{
    std::vector<ClipId> clips;
};
/** Puts copies of clips, as a group, where `at` is its start. */
struct PasteClips
{
    std::vector<ClipId> clips;
    FramePosition at;
    TrackId toTrack; ///< invalid: each on its own
};
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
/** Removes clips and moves all that follows on their tracks up by their lengths. */
struct RippleRemoveClips
{
    std::vector<ClipId> clips;
};
struct SetClipGain
{
    std::vector<ClipId> clips;
    double gainDb = 0;
};
/** At most the clip's length together. */
struct SetClipFades
{
    std::vector<ClipId> clips;
    std::optional<FrameCount> fadeIn; ///< none: stays
    std::optional<FrameCount> fadeOut;
};
/** Fades each of the clips that overlap on a track into the next, over what they have in common. */
struct CrossfadeClips
{
    std::vector<ClipId> clips;
};
struct SetClipLoop
{
    std::vector<ClipId> clips;
    bool loop = false;
};
struct SetClipRate
{
    std::vector<ClipId> clips;
    double playRate = 1;
};
struct SetClipReverse
{
    std::vector<ClipId> clips;
    bool reverse = false;
};
struct SetClipMute
{
    std::vector<ClipId> clips;
    bool mute = false;
};
struct RenameClips
{
    std::vector<ClipId> clips;
    std::string name; ///< empty: the file's
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

/** Edits from here to EndEditGroup are one step of undo. Groups may be nested; the outermost names the step. */
struct BeginEditGroup
{
    std::string name;
};
struct EndEditGroup
{
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
                 RequestPeaks, RequestWaveform, ListFolder, RequestProxy, CancelProxy, SetPlaybackResolution,
                 DiscardEdits, RecoverSession, DiscardRecovery, TrimClips, SlipClips, JoinClips, PasteClips,
                 RemoveRange, InsertGap, RippleRemoveClips, SetClipGain, SetClipFades, CrossfadeClips, SetClipLoop,
                 SetClipRate, SetClipReverse, SetClipMute, RenameClips, MoveTrack, SetTrackOutput, AddBus, RemoveBus,
                 RenameBus, SetBusOutput, SetBusMute, SetTempo, AddMarker, MoveMarker, RenameMarker, RemoveMarker,
                 BeginEditGroup, EndEditGroup, SearchLibrary, RequestLibraryOverview, ScanLibrary, CancelLibraryScan,
                 RemoveLibraryPlace, MarkLibraryFiles, LabelLibraryFiles, SetLibraryTag, SaveLibrarySearch,
                 RequestDownload, SearchMissingMedia, CancelMediaSearch, RelinkMedia>;

} // namespace loophole
