#pragma once

#include "Messages/BufferMetrics.h"
#include "Messages/DiskDevice.h"
#include "Messages/Library.h"
#include "Messages/Preferences.h"
#include "Messages/Relink.h"
#include "Messages/Transport.h"
#include "Model/AudioAsset.h"

#include <limits>
#include <memory>
#include <variant>
#include <vector>

namespace loophole
{

class PeakCache;
enum class Cohort; // of PulseToSignal.h

/** asset.statusChanged */
struct AssetStatusChanged
{
    AssetId asset;
    OfflineStatus before = OfflineStatus::pending;
    OfflineStatus now = OfflineStatus::pending;
    MediaFacts facts;         ///< when now is present
    std::string cause;        ///< when it is not
    std::uint64_t device = 0; ///< that it lies on, as in DiskDevice
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
    StreamCause cause = StreamCause::late;
};

/** stream.fallback: frames of a clip that were heard from its asset's proxy since the last report. */
struct StreamFallback
{
    ClipId clip;
    TrackId track;
    AssetId asset;
    FrameCount frames;
};

/** An asset is read from its proxy from now on, or from its original again. */
struct SourceChanged
{
    AssetId asset;
    bool isProxy = false;
    std::string cause; ///< why, in words; empty where the user wished it so
};

/** Whether an asset has a proxy, and how far one is that is being built. */
struct ProxyChanged
{
    ProxyStatus status = ProxyStatus::none;
    ProxyAsset proxy;    ///< its path is empty unless the status is ready
    MediaFacts original; ///< what the proxy stands for, when ready: all that is known of a medium that is missing
    double progress = 0; ///< of building, 0 … 1
    std::string cause;   ///< why it failed
};

/** stream.prefetchComplete: every block of a window is resident. */
struct StreamPrefetchComplete
{
    ClipId clip;
    std::uint32_t revision = 0;
    FrameCount frames;
    Instant elapsed{};
};

/** Why a window is not read. */
enum class RefusalCause
{
    neededSooner, ///< all that is in memory will be heard before it
    headsAreMany  ///< heads have spent their share of the budget
};

/** clipWindow.refused: part of a window finds no room. Told once until the window was whole in between. */
struct WindowRefused
{
    ClipId clip;
    AssetId asset;
    Cohort cohort{};
    std::uint32_t revision = 0;
    RefusalCause cause = RefusalCause::neededSooner;
    std::size_t wantedBytes = 0;    ///< that the window lacks
    std::size_t availableBytes = 0; ///< that it could have
    Instant neededIn{};             ///< until the first of them will be heard
};

/** decode.error: the stretch is silent from here. */
struct DecodeError
{
    AssetId asset;
    std::string what;
    std::string why;
    FrameRange silent{}; ///< of the medium; empty where it is as long as what was to be read
};

/** Playing goes well still, but something is near its limit. Told once each time that it comes to that. */
struct PerformanceWarning
{
    enum class Kind
    {
        slowDecode,      ///< decoding one block of `asset` took `value` ms
        streamOnly,      ///< it took so long that the asset is never decoded whole from now on; `value` ms
        slowReads,       ///< blocks take `value` ms to be read on average
        memoryPressure,  ///< `value` percent of the budget cannot be given back
        memoryRelieved,  ///< `value` percent again
        processTooLarge, ///< the process holds `value` MiB more than the budget and its own needs
        systemShort      ///< the system has `value` MiB left to hand out
    };
    Kind kind = Kind::slowDecode;
    AssetId asset;
    double value = 0;
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
        double recentMaxUs = 0; ///< longest since the report before
    } callback;
    struct Disk
    {
        std::uint64_t reads = 0;
        std::uint64_t bytes = 0;
        double p50Ms = 0;
        double p99Ms = 0;
        std::size_t queued = 0;
        std::size_t running = 0;
        std::size_t stalled = 0; ///< workers that hang in one job
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
    std::vector<DiskDevice> devices; ///< those in use, the busiest first
    std::uint64_t framesPlayed = 0;
    std::uint64_t underruns = 0; ///< separate stretches of missing frames
    std::uint64_t missingFrames = 0;

    /** Of single blocks: waiting for the file, and all the rest of making a block of it. */
    struct Blocks
    {
        std::uint64_t count = 0;
        std::uint64_t failed = 0;
        double readP50Ms = 0;
        double readP99Ms = 0;
        double decodeP50Ms = 0;
        double decodeP99Ms = 0;
        std::uint64_t slowDecodes = 0; ///< that took longer than limits::slowDecode
    } blocks;
    std::uint64_t deviceXruns = 0; ///< periods that the sound device or server itself reports as late
    std::uint64_t devicesLost = 0; ///< devices that stopped by themselves
    /** What goes to the device before it is clipped at full scale, from the monitor's ring. */
    struct Output
    {
        float peak = 0;              ///< largest sample since the last report, linear
        float rms = 0;               ///< over the same time, all channels
        std::uint64_t overs = 0;     ///< samples beyond full scale so far
        std::uint64_t unwatched = 0; ///< frames that found the ring full and were not looked at
        /** EBU R 128, in LUFS; -infinity: silence, or not long enough. */
        struct Loudness
        {
            double momentary = -std::numeric_limits<double>::infinity();  ///< of the last 400 ms
            double shortTerm = -std::numeric_limits<double>::infinity();  ///< of the last 3 s
            double integrated = -std::numeric_limits<double>::infinity(); ///< gated, since ResetLoudness
            double range = 0;                                             ///< LU, since ResetLoudness
        } loudness;
    } output;
    BufferReport buffers;
    double timelineCachedPercent = 0; ///< of all that the session's clips sound
    std::uint64_t proxyFrames = 0;    ///< clip frames that were heard from proxies
};

struct PeaksReady
{
    AssetId asset;
    std::shared_ptr<const PeakCache> peaks;
    bool fromCache = false;
    bool isPartial = false; ///< a first overview, or more of it; others follow until it is whole
    double progress = 1;    ///< share of the frames that are measured
};
struct PeaksFailed
{
    AssetId asset;
    std::string why;
};

/** Full queue: Signal control keeps what does not fit in its Outbox, in order. */
using SignalToPulse =
    std::variant<AssetStatusChanged, StreamUnderrun, StreamPrefetchComplete, WindowRefused, DecodeError,
                 PerformanceWarning, StreamStats, TransportPosition, MeterLevels, PeaksReady, PeaksFailed,
                 WaveformReady, FolderListed, DeviceStatus, StreamFallback, SourceChanged, ProxyChanged, FolderScanned,
                 MediaProbed, MediaFingerprinted, DevicesListed, CachesMeasured, RegionExported>;

} // namespace loophole
