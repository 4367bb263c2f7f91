#pragma once

#include "Messages/Transport.h"
#include "Model/AudioAsset.h"

#include <memory>
#include <variant>

namespace loophole
{

class PeakCache;

/** asset.statusChanged */
struct AssetStatusChanged
{
    AssetId asset;
    OfflineStatus before = OfflineStatus::pending;
    OfflineStatus now = OfflineStatus::pending;
    MediaFacts facts;  ///< when now is present
    std::string cause; ///< when it is not
};

/** stream.underrun: frames that had to be silent since the last report of this clip. */
struct StreamUnderrun
{
    ClipId clip;
    TrackId track;
    AssetId asset;
    FramePosition position; ///< on the timeline, of the last missing frame
    FrameCount missing;
    std::uint64_t stretches = 0; ///< separate runs of missing frames that began since then
};

/** stream.prefetchComplete: every block of a window is resident. */
struct StreamPrefetchComplete
{
    ClipId clip;
    std::uint32_t revision = 0;
    FrameCount frames;
    Instant elapsed{};
};

/** decode.error: the stretch is silent from here. */
struct DecodeError
{
    AssetId asset;
    std::string what;
    std::string why;
};

/** diag.streamStats: totals since the engine started, and percentiles of the time since then. */
struct StreamStats
{
    struct Callback
    {
        std::uint64_t count = 0;
        std::uint64_t overruns = 0; ///< took longer than their deadline
        double p50Us = 0;
        double p99Us = 0;
        double maxUs = 0;
        double deadlineUs = 0;
    } callback;
    struct Disk
    {
        std::uint64_t reads = 0;
        std::uint64_t bytes = 0;
        double p50Ms = 0;
        double p99Ms = 0;
        std::size_t queued = 0;
    } disk;
    struct Cache
    {
        std::uint64_t hits = 0;   ///< blocks that were resident when a window asked for them
        std::uint64_t misses = 0; ///< blocks that had to be read
    } cache;
    struct Memory
    {
        std::size_t budgetBytes = 0;
        std::size_t usedBytes = 0;
        std::size_t peakBytes = 0;
    } memory;
    std::uint64_t framesPlayed = 0;
    std::uint64_t underruns = 0; ///< separate stretches of missing frames
    std::uint64_t missingFrames = 0;
};

struct PeaksReady
{
    AssetId asset;
    std::shared_ptr<const PeakCache> peaks;
    bool fromCache = false;
};
struct PeaksFailed
{
    AssetId asset;
    std::string why;
};

/** Full queue: Signal control keeps what does not fit in its Outbox, in order. */
using SignalToPulse =
    std::variant<AssetStatusChanged, StreamUnderrun, StreamPrefetchComplete, DecodeError, StreamStats,
                 TransportPosition, MeterLevels, PeaksReady, PeaksFailed, WaveformReady, FolderListed, DeviceStatus>;

} // namespace loophole
