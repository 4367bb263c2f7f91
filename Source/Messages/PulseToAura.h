#pragma once

#include "Messages/Library.h"
#include "Messages/Preferences.h"
#include "Messages/Relink.h"
#include "Messages/SignalToPulse.h"
#include "Model/AudioAsset.h"
#include "Model/Session.h"

#include <variant>

namespace loophole
{

/** session.changed: what is shown from now on. Comes after every edit, undo, open and save. */
struct SessionChanged
{
    SessionPointer session;
    std::filesystem::path document; ///< empty while it was never saved
    bool hasUnsavedEdits = false;
    std::string undoName; ///< empty: nothing to undo
    std::string redoName;
    bool isRecovered = false; ///< another session than before, with edits that its document does not have
    /** What undo and redo would act on one after the other, the next first; History::shownSteps of each at most. */
    std::vector<std::string> undoNames{};
    std::vector<std::string> redoNames{};
};

/** Edits that were kept of a session whose program ended without saving them. */
struct RecoverableSession
{
    RecoveryId recovery;
    std::filesystem::path document;  ///< empty: it was never saved
    std::int64_t editedAt = 0;       ///< of the last edit, in seconds since 1970
    std::string lastEdit;            ///< its name
    std::uint64_t edits = 0;         ///< that were not saved
    bool documentHasChanged = false; ///< since the session was opened or saved
    std::string doubt;               ///< what may be missing, in words; empty: nothing
};

/** All that can be recovered, the newest first; comes again whenever that has changed. */
struct RecoveriesOffered
{
    std::vector<RecoverableSession> sessions;
};

/** Another program has changed or removed the document since it was read or saved. The answer is SaveSession with
    another path, SaveSession that overwrites, or OpenSession. */
struct DocumentConflict
{
    std::filesystem::path document;
    bool isGone = false;
    bool isSaving = false; ///< a save was not done because of it
};

/** Status, length, format … of one asset, of the session or of a browsed file. */
struct AssetChanged
{
    AudioAsset asset;
};

/** One sentence for the status line; never a box. */
struct Notice
{
    enum class Kind
    {
        information,
        warning,
        fault
    };
    Kind kind = Kind::information;
    std::string text;
};

/** What has been missing, or heard from proxies, since the session was opened, by track. */
struct TrackUnderruns
{
    TrackId track;
    std::uint64_t missingFrames = 0;
    std::uint64_t proxyFrames = 0;
};

/** Full queue: Pulse keeps what does not fit in its Outbox; of positions, meters and statistics only the newest. */
using PulseToAura =
    std::variant<SessionChanged, AssetChanged, Notice, TransportPosition, MeterLevels, StreamStats, TrackUnderruns,
                 PeaksReady, PeaksFailed, WaveformReady, FolderListed, DeviceStatus, RecoveriesOffered,
                 DocumentConflict, LibraryHits, LibraryCounted, LibraryOverview, LibraryScanProgress,
                 MediaSearchChanged, DevicesListed, CachesMeasured, RegionExported, LibraryFolders>;

} // namespace loophole
