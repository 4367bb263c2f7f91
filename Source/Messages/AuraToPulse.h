#pragma once

#include "Messages/ClipCommands.h"
#include "Messages/DocumentCommands.h"
#include "Messages/Library.h"
#include "Messages/Preferences.h"
#include "Messages/Relink.h"
#include "Messages/TimelineCommands.h"
#include "Messages/TrackCommands.h"
#include "Messages/Transport.h"

#include <optional>
#include <variant>

namespace loophole
{

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
/** Auditions a file on a deck: StartStream as soon as the file is open. */
struct AuditionFile
{
    std::filesystem::path path;
    double fromFraction = 0; ///< of its length, 0 … 1
    bool loop = false;
    double gainDb = 0;
    Deck deck = Deck::a;
    FrameRange region{}; ///< frames of the file; empty: all of it
    StartLine line = StartLine::none;
    bool inSync = false; ///< as in StartStream; who waits for the other deck waits for its file, too
    double playRate = 1;
    std::optional<FramePosition> from{}; ///< frames of the file, instead of fromFraction
    double matchDb = 0;                  ///< as in StartStream
    StreamStretch stretch{};             ///< as in StartStream
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
                 RequestDownload, SearchMissingMedia, CancelMediaSearch, RelinkMedia, SelectTracks, CancelPeaks,
                 SetTrackColour, ChangeClipGain, PasteCopies, ListDevices, ChooseDevice, SetMemoryBudget, SetCaches,
                 MeasureCaches, ClearCaches, ResetLoudness, SetStreamRegion, HearDecks, ScrubStream, EndStreamScrub,
                 ExportRegion, SetStreamStretch, RelocateLibraryFile, RelocateLibraryPlace, RequestLibraryFolders>;

} // namespace loophole
