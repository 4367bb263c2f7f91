#pragma once

#include "Core/Clock.h"
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
 * or seek. */
enum class Cohort
{
    realtime,
    anticipative,
    resident
};

/**
    clipWindow.request: the stretch of a clip that will be heard, to be read by its deadline. Replaces the clip's
    former window of the same cohort. A higher revision makes what was asked for with lower ones stale.
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
                 EndScrub, StartStream, StopStream, SetStreamGain, RequestPeaks, RequestWaveform, ListFolder>;

} // namespace loophole
