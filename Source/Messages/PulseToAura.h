#pragma once

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
using PulseToAura = std::variant<SessionChanged, AssetChanged, Notice, TransportPosition, MeterLevels, StreamStats,
                                 TrackUnderruns, PeaksReady, PeaksFailed, WaveformReady, FolderListed, DeviceStatus>;

} // namespace loophole
