#pragma once

#include "Messages/Queues.h"
#include "Signal/Control/AuditionDesk.h"
#include "Signal/Control/BufferWatch.h"
#include "Signal/Control/CacheUpkeep.h"
#include "Signal/Control/DeviceDirectory.h"
#include "Signal/Control/ExportService.h"
#include "Signal/Control/PeakService.h"
#include "Signal/Control/ProxyService.h"
#include "Signal/Control/Reports.h"
#include "Signal/Control/SessionPlayback.h"
#include "Signal/Device/DeviceWatchdog.h"
#include "Signal/Disk/CurrentMounts.h"
#include "Signal/Scan/FingerprintService.h"
#include "Signal/Scan/ScanService.h"
#include "Signal/Watch/AssetWatch.h"

#include <functional>
#include <memory>
#include <string>
#include <unordered_map>

namespace loophole::signal
{

/**
    Signal's control thread as an object: takes in Pulse's messages, keeps the stream engine, the plan and the device
    going, and tells Pulse the facts; what it does at a message is in SignalControlCommands.cpp. Owns all of Signal but
    its threads' pools. Whoever owns the thread calls step().
*/
class SignalControl final : private FactSink
{
public:
    /** Everything that is referred to must outlive this. */
    struct Parts
    {
        const Clock& clock;
        Queues& queues;
        Disk& disk;
        Disk& peakWorkers;
        DeviceWorker& deviceWorker;
        DeviceBackends& backends;
        OpenMedia openMedia;
        std::function<void(const std::string&)> log; ///< told every step down to another device, once
    };
    struct Options
    {
        std::size_t budgetBytes = limits::defaultBudgetBytes;
        std::string device; ///< empty: the order of devices decides
        int blockFrames = 512;
        std::filesystem::path peakFolder;
        std::filesystem::path bufferFolder; ///< of buffers that are held on the disk
        std::filesystem::path proxyFolder;  ///< empty: proxies are not looked for
        SystemMemory (*systemMemory)() = &readSystemMemory;
        CloudRules cloudRules{};
        std::size_t mostBudgetBytes = 0; ///< that SetMemoryBudget may ask for, where it is more than the budget
        std::int64_t peakCacheBytes = limits::defaultCacheBytes;
        std::int64_t proxyCacheBytes = limits::defaultCacheBytes;
    };

    /** Play waits this long at most for the first blocks; what is not there then is missing and counted. */
    static constexpr Instant startPatience = std::chrono::milliseconds(800);

    SignalControl(Parts, Options);
    ~SignalControl() override;

    void step(SignalThread&);

    /** How long step() may be put off when no message comes: the audio thread cannot wake anyone. */
    [[nodiscard]] std::chrono::milliseconds patience() const;

    /** Stops the device; step() goes on being called until isClosed. */
    void close(SignalThread&);
    [[nodiscard]] bool isClosed(SignalThread&) const;

private:
    void send(SignalThread&, SignalToPulse) override;

    void obey(SignalThread&, RegisterAsset&);
    void obey(SignalThread&, UpdateAssetStatus&);
    void obey(SignalThread&, ForgetAsset&);
    void obey(SignalThread&, ClipWindowRequest&);
    void obey(SignalThread&, ClipWindowCancel&);
    void obey(SignalThread&, PublishSession&);
    void obey(SignalThread&, PlayTransport&);
    void obey(SignalThread&, StopTransport&);
    void obey(SignalThread&, SeekTransport&);
    void obey(SignalThread&, SetTransportLoop&);
    void obey(SignalThread&, SetTransportRate&);
    void obey(SignalThread&, ScrubTransport&);
    void obey(SignalThread&, EndScrub&);
    void obey(SignalThread&, StartStream&);
    void obey(SignalThread&, StopStream&);
    void obey(SignalThread&, SetStreamGain&);
    void obey(SignalThread&, RequestPeaks&);
    void obey(SignalThread&, CancelPeaks&);
    void obey(SignalThread&, RequestWaveform&);
    void obey(SignalThread&, ListFolder&);
    void obey(SignalThread&, RequestProxy&);
    void obey(SignalThread&, CancelProxy&);
    void obey(SignalThread&, SetPlaybackResolution&);
    void obey(SignalThread&, ScanFolder&);
    void obey(SignalThread&, EndFolderScan&);
    void obey(SignalThread&, ProbeMedia&);
    void obey(SignalThread&, RequestDownload&);
    void obey(SignalThread&, FingerprintMedia&);
    void obey(SignalThread&, CancelFingerprint&);
    void obey(SignalThread&, ListDevices&);
    void obey(SignalThread&, ChooseDevice&);
    void obey(SignalThread&, SetMemoryBudget&);
    void obey(SignalThread&, SetCaches&);
    void obey(SignalThread&, MeasureCaches&);
    void obey(SignalThread&, ClearCaches&);
    void obey(SignalThread&, ResetLoudness&);
    void obey(SignalThread&, SetStreamRegion&);
    void obey(SignalThread&, HearDecks&);
    void obey(SignalThread&, SetStreamStretch&);
    void obey(SignalThread&, ScrubStream&);
    void obey(SignalThread&, EndStreamScrub&);
    void obey(SignalThread&, ExportRegion&);

    void openDeviceFor(SignalThread&, const Session&);
    void crankDevice(SignalThread&, const TransportPosition&);
    void watchDevice(SignalThread&);
    void startWhenReady(SignalThread&, const TransportPosition&);
    /** Where the transport is once every seek that was sent has been obeyed. */
    [[nodiscard]] FramePosition expectedPosition(const TransportPosition&) const;

    Parts parts;
    Options options;
    Outbox<SignalToPulse, SignalThread, PulseThread> facts;
    AudioEpoch epoch;
    BlockPool pool;
    StreamEngine engine;
    AssetWatch watch;
    SessionPlayback session;
    MovingRateKernel kernel;
    AudioCommandQueue commandQueue{audioCommandCapacity};
    AudioOutbox commands{commandQueue};
    AudioCallback callback;
    AuditionDesk audition;
    PeakService peaks;
    ProxyService proxies;
    ScanService scans;
    FingerprintService fingerprints;
    ExportService exports;
    BufferWatch buffers;
    Reports reports;
    DeviceWatchdog device;
    DeviceDirectory devices;
    CacheUpkeep caches;

    std::unordered_map<AssetId, std::filesystem::path> paths; ///< of the media, for their peaks and proxies
    DeviceRequest deviceRequest;                              ///< what the device was opened for last
    bool isDeviceWanted = false;
    bool wasRefused = false;
    FramePosition lastSeek;
    std::uint32_t seeksSent = 0;
    bool isPlayDue = false;
    PlayTransport duePlay;
    bool isScrubbing = false;
    bool isCranking = false; ///< the device has no clock of its own
    Instant playPatience{};
};

} // namespace loophole::signal
