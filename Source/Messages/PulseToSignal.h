#pragma once

#include "Core/Clock.h"
#include "Messages/Library.h"
#include "Messages/Preferences.h"
#include "Messages/Relink.h"
#include "Messages/Transport.h"
#include "Model/AudioAsset.h"
#include "Model/Session.h"

#include <variant>

namespace loophole
{

/** asset.register: opens the file on the disk pool; AssetStatusChanged answers. */
struct RegisterAsset
{
    AssetId asset;
    std::filesystem::path path; ///< absolute
    AssetType type = AssetType::sample;
};
/** asset.updateStatus: what Pulse has learnt about a medium. `present` after `missing` means: look for it again now. */
struct UpdateAssetStatus
{
    AssetId asset;
    OfflineStatus offlineStatus = OfflineStatus::pending;
    ProxyStatus proxyStatus = ProxyStatus::none;
};
/** Closes the file and gives its blocks back. */
struct ForgetAsset
{
    AssetId asset;
};

/** realtime: under the hand or about to sound; anticipative: rendered ahead; resident: heads that are kept for a start
 * or seek; idle: what memory that nothing else needs is filled with, outward from the playhead. */
enum class Cohort
{
    realtime,
    anticipative,
    resident,
    idle
};

/**
    clipWindow.request: the stretch of a clip that will be heard, to be read by its deadline. Replaces the clip's
    former window of the same cohort and place. A higher revision makes what was asked for with lower ones stale.
    Clip 0 is the asset itself from its first frame to its last, as it is auditioned; its place is the asset's number.
*/
struct ClipWindowRequest
{
    ClipId clip;
    AssetId asset;
    FrameRange range; ///< output frames of the clip: 0 is its first frame on the timeline
    bool isLooping = false;
    double playRate = 1;
    Cohort cohort = Cohort::realtime;
    Instant deadline{}; ///< when the first frame of the range is due, on the steady clock
    std::uint32_t revision = 0;
    std::uint32_t place = 0; ///< tells windows of one clip and cohort apart
    double tapeRate = 1; ///< fastest at which the timeline may be heard; negative: from the range's end to its start
    FrameCount behind;   ///< output frames on the other side of the deadline that stay for a turn of the hand
    /** Of a realtime window: how its blocks are read that are due limits::aboutToSound after the deadline or later. */
    Cohort ahead = Cohort::realtime;
};
/** clipWindow.cancel: the clip is not going to be heard. */
struct ClipWindowCancel
{
    ClipId clip;
    std::uint32_t revision = 0;
};

/** session.publish: what is to be played from now on. Clips keep their voices by ClipId. */
struct PublishSession
{
    SessionPointer session;
    std::uint32_t revision = 0;
};

/** Full queue: Pulse keeps what does not fit in its Outbox, in order. */
using PulseToSignal =
    std::variant<RegisterAsset, UpdateAssetStatus, ForgetAsset, ClipWindowRequest, ClipWindowCancel, PublishSession,
                 PlayTransport, StopTransport, SeekTransport, SetTransportLoop, SetTransportRate, ScrubTransport,
                 EndScrub, StartStream, StopStream, SetStreamGain, RequestPeaks, RequestWaveform, ListFolder,
                 RequestProxy, CancelProxy, SetPlaybackResolution, ScanFolder, EndFolderScan, ProbeMedia,
                 RequestDownload, FingerprintMedia, CancelFingerprint, CancelPeaks, ListDevices, ChooseDevice,
                 SetMemoryBudget, SetCaches, MeasureCaches, ClearCaches, ResetLoudness, SetStreamRegion, HearDecks,
                 ScrubStream, EndStreamScrub, ExportRegion, SetStreamStretch>;

} // namespace loophole
