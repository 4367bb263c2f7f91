#include "Signal/Control/SignalControl.h"

namespace loophole::signal
{
namespace
{

/** The builder with the store it needs in one piece: a worker that hangs in a read keeps both after the program's end.
 */
std::shared_ptr<const PeakBuilder> makePeakBuilder(const std::filesystem::path& folder, OpenMedia openMedia,
                                                   std::int64_t capacityBytes)
{
    struct WithStore
    {
        PeakStore store;
        PeakBuilder builder;
        WithStore(const std::filesystem::path& path, OpenMedia open, std::int64_t bytes)
            : store(path, bytes), builder(store, open)
        {
        }
    };
    auto whole = std::make_shared<WithStore>(folder, openMedia, capacityBytes);
    return {whole, &whole->builder};
}

} // namespace

SignalControl::SignalControl(Parts theParts, Options theOptions)
    : parts(std::move(theParts)),
      options(std::move(theOptions)),
      facts(parts.queues.signalToPulse),
      pool(options.budgetBytes, options.mostBudgetBytes),
      engine({parts.clock, parts.disk, pool, epoch, *this, parts.openMedia, options.cloudRules}, SampleRate(48000)),
      mounts(parts.clock),
      watch({parts.clock, parts.disk, [this](const auto& path) { return mounts.deviceOf(path); },
             options.cloudRules.suffixes}),
      session(engine, epoch),
      callback({parts.clock, epoch, session.plan(), commandQueue, kernel}),
      audition(engine, callback.auditionVoice(Deck::a), callback.auditionVoice(Deck::b), commands),
      peaks(parts.clock, parts.peakWorkers,
            makePeakBuilder(options.peakFolder, parts.openMedia, options.peakCacheBytes), *this),
      proxies({parts.clock, parts.disk, parts.peakWorkers, engine, *this},
              std::make_shared<const ProxyService::Workshop>(options.proxyFolder, parts.openMedia,
                                                             options.proxyCacheBytes)),
      scans({parts.clock, parts.disk, *this, parts.openMedia}),
      fingerprints({parts.clock, parts.disk, *this, options.cloudRules,
                    [this](const auto& path) { return mounts.deviceOf(path); }}),
      exports(parts.peakWorkers, parts.openMedia, *this),
      buffers({pool, engine, std::as_const(callback).monitor(), *this, options.systemMemory, parts.log},
              options.bufferFolder),
      reports({callback, engine, session.playback(), buffers, device, *this}),
      device(parts.clock, parts.deviceWorker, parts.backends, callback, parts.log),
      devices(parts.deviceWorker, parts.backends, *this),
      caches(parts.peakWorkers, *this)
{
}

SignalControl::~SignalControl() = default;

void SignalControl::step(SignalThread& thread)
{
    facts.flush(thread);
    commands.flush(thread);
    PulseToSignal message;
    while (parts.queues.pulseToSignal.tryReceive(thread, message))
        std::visit([&](auto& content) { obey(thread, content); }, message);

    const auto now = parts.clock.now();
    for (const auto asset : watch.step(thread))
        engine.recheck(thread, asset);
    engine.step(thread);
    peaks.step(thread);
    proxies.step(thread);
    scans.step(thread);
    session.step(thread, now);
    buffers.step(thread, now);

    const auto position = callback.position(thread);
    isScrubbing = position.state.isScrubbing;
    startWhenReady(thread, position);
    audition.step(thread, position, now);
    watchDevice(thread);
    devices.step(thread);
    crankDevice(thread, position);
    reports.step(thread, session.plan().latest(thread), position, now);
    fingerprints.step(thread,
                      {position.state.isPlaying || isScrubbing || position.isAuditioning(), reports.recentLoad()});
}

std::chrono::milliseconds SignalControl::patience() const
{
    // A start or a scrub is listened to for its latency; all else is watched at the pace of a display.
    return std::chrono::milliseconds(isPlayDue || isScrubbing || isCranking || audition.isWaiting() ? 1 : 8);
}

void SignalControl::send(SignalThread& thread, SignalToPulse fact)
{
    if (std::holds_alternative<AssetStatusChanged>(fact) || std::holds_alternative<SourceChanged>(fact))
        session.assetsChanged();
    const auto* proxy = std::get_if<ProxyChanged>(&fact);
    const auto stale =
        proxy != nullptr && proxy->status == ProxyStatus::stale ? std::optional(proxy->proxy) : std::nullopt;
    facts.send(thread, std::move(fact));
    // Whoever wanted a proxy of what was there before wants one of what is there now.
    if (stale)
        proxies.request(thread, {stale->parentAssetId, stale->quality}, paths.at(stale->parentAssetId));
}

void SignalControl::obey(SignalThread& thread, RegisterAsset& message)
{
    auto& path = paths[message.asset];
    engine.registerAsset(thread, message);
    watch.add(thread, message.asset, message.path);
    if (path != message.path && !options.proxyFolder.empty())
        proxies.find(thread, message.asset, message.path);
    path = message.path;
}

void SignalControl::obey(SignalThread& thread, UpdateAssetStatus& message)
{
    engine.recheck(thread, message.asset);
}

void SignalControl::obey(SignalThread& thread, ForgetAsset& message)
{
    peaks.forget(thread, message.asset);
    proxies.forget(thread, message.asset);
    watch.remove(thread, message.asset);
    engine.forget(thread, message.asset);
    paths.erase(message.asset);
    session.assetsChanged();
}

void SignalControl::obey(SignalThread& thread, ClipWindowRequest& message)
{
    session.request(thread, message);
}

void SignalControl::obey(SignalThread& thread, ClipWindowCancel& message)
{
    engine.cancel(thread, message);
}

void SignalControl::obey(SignalThread& thread, PublishSession& message)
{
    session.take(thread, message);
    for (const auto& asset : message.session->assets)
        engine.useInSession(thread, asset.id);
    audition.follow(*message.session);
    openDeviceFor(thread, *message.session);
}

void SignalControl::obey(SignalThread&, PlayTransport&)
{
    isPlayDue = true;
    playPatience = parts.clock.now() + startPatience;
}

void SignalControl::obey(SignalThread& thread, StopTransport& message)
{
    isPlayDue = false;
    commands.send(thread, message);
}

void SignalControl::obey(SignalThread& thread, SeekTransport& message)
{
    lastSeek = message.position;
    ++seeksSent;
    commands.send(thread, message);
}

void SignalControl::obey(SignalThread& thread, SetTransportLoop& message)
{
    commands.send(thread, message);
}

void SignalControl::obey(SignalThread& thread, SetTransportRate& message)
{
    commands.send(thread, message);
}

void SignalControl::obey(SignalThread& thread, ScrubTransport& message)
{
    commands.send(thread, message);
}

void SignalControl::obey(SignalThread& thread, EndScrub& message)
{
    commands.send(thread, message);
}

void SignalControl::obey(SignalThread& thread, StartStream& message)
{
    audition.obey(thread, message, parts.clock.now());
}

void SignalControl::obey(SignalThread& thread, StopStream& message)
{
    audition.obey(thread, message);
}

void SignalControl::obey(SignalThread& thread, SetStreamGain& message)
{
    audition.obey(thread, message);
}

void SignalControl::obey(SignalThread& thread, RequestPeaks& message)
{
    if (const auto found = paths.find(message.asset); found != paths.end())
        peaks.request(thread, message, found->second);
    else
        send(thread, PeaksFailed{message.asset, "no such medium"});
}

void SignalControl::obey(SignalThread& thread, CancelPeaks& message)
{
    peaks.leave(thread, message.asset);
}

void SignalControl::obey(SignalThread& thread, RequestWaveform& message)
{
    engine.request(thread, message);
}

void SignalControl::obey(SignalThread& thread, ListFolder& message)
{
    engine.request(thread, message);
}

void SignalControl::obey(SignalThread& thread, RequestProxy& message)
{
    if (const auto found = paths.find(message.asset); found != paths.end())
        proxies.request(thread, message, found->second);
}

void SignalControl::obey(SignalThread& thread, CancelProxy& message)
{
    proxies.cancel(thread, message.asset);
}

void SignalControl::obey(SignalThread& thread, SetPlaybackResolution& message)
{
    if (message.asset.isValid())
        engine.setResolution(thread, message.asset, message.resolution);
    else
        engine.setResolution(thread, message.resolution);
}

void SignalControl::obey(SignalThread& thread, ScanFolder& message)
{
    scans.list(thread, message);
}

void SignalControl::obey(SignalThread& thread, EndFolderScan& message)
{
    scans.endListing(thread, message);
}

void SignalControl::obey(SignalThread& thread, ProbeMedia& message)
{
    scans.probe(thread, message);
}

void SignalControl::obey(SignalThread& thread, RequestDownload& message)
{
    engine.download(thread, message.asset);
}

void SignalControl::obey(SignalThread& thread, FingerprintMedia& message)
{
    fingerprints.begin(thread, message);
}

void SignalControl::obey(SignalThread& thread, CancelFingerprint& message)
{
    fingerprints.cancel(thread, message.request);
}

void SignalControl::obey(SignalThread& thread, ListDevices&)
{
    devices.ask(thread);
}

void SignalControl::obey(SignalThread& thread, ChooseDevice& message)
{
    options.device = message.device;
    options.blockFrames = std::clamp(message.blockFrames, limits::minCallbackFrames, limits::maxCallbackFrames);
    deviceRequest.blockFrames = options.blockFrames;
    if (isDeviceWanted)
        device.open(thread, options.device, deviceRequest);
}

void SignalControl::obey(SignalThread& thread, SetMemoryBudget& message)
{
    engine.setBudget(thread, message.bytes);
}

void SignalControl::obey(SignalThread& thread, SetCaches& message)
{
    options.peakFolder = message.folder / "Peaks";
    options.proxyFolder = message.folder / "Proxies";
    peaks.use(thread, makePeakBuilder(options.peakFolder, parts.openMedia, message.peakBytes));
    proxies.use(thread, std::make_shared<const ProxyService::Workshop>(options.proxyFolder, parts.openMedia,
                                                                       message.proxyBytes));
}

void SignalControl::obey(SignalThread& thread, MeasureCaches&)
{
    caches.measure(thread, {options.peakFolder, options.proxyFolder});
}

void SignalControl::obey(SignalThread& thread, ClearCaches& message)
{
    caches.clear(thread, {options.peakFolder, options.proxyFolder}, message);
}

void SignalControl::obey(SignalThread& thread, ResetLoudness&)
{
    callback.monitor(thread).resetLoudness(thread);
}

void SignalControl::obey(SignalThread& thread, SetStreamRegion& message)
{
    audition.obey(thread, message, parts.clock.now());
}

void SignalControl::obey(SignalThread& thread, HearDecks& message)
{
    audition.obey(thread, message);
}

void SignalControl::obey(SignalThread& thread, ScrubStream& message)
{
    audition.obey(thread, message, parts.clock.now());
}

void SignalControl::obey(SignalThread& thread, EndStreamScrub& message)
{
    audition.obey(thread, message, parts.clock.now());
}

void SignalControl::obey(SignalThread& thread, ExportRegion& message)
{
    if (const auto found = paths.find(message.asset); found != paths.end())
        exports.begin(thread, message, found->second);
    else
        send(thread, RegionExported{message.request, message.file, "no such medium"});
}

FramePosition SignalControl::expectedPosition(const TransportPosition& position) const
{
    return position.state.seekGeneration == seeksSent ? position.state.position : lastSeek;
}

void SignalControl::startWhenReady(SignalThread& thread, const TransportPosition& position)
{
    if (!isPlayDue)
        return;
    const FrameRange start{expectedPosition(position), SessionPlayback::startFrames};
    if (parts.clock.now() < playPatience && !session.isReady(thread, start))
        return;
    isPlayDue = false;
    commands.send(thread, PlayTransport{});
}

void SignalControl::openDeviceFor(SignalThread& thread, const Session& wanted)
{
    const auto* master = findBus(wanted, "Master");
    DeviceRequest request;
    request.rate = wanted.sampleRate;
    request.blockFrames = options.blockFrames;
    request.channels = master != nullptr ? master->channels : 2;
    if (request.rate == deviceRequest.rate && request.channels == deviceRequest.channels && isDeviceWanted)
        return;
    isDeviceWanted = true;
    callback.monitor(thread).setRate(thread, request.rate);
    deviceRequest = request;
    device.open(thread, options.device, request);
}

void SignalControl::crankDevice(SignalThread& thread, const TransportPosition& position)
{
    isCranking = device.state(thread) == DeviceWatchdog::State::playing && !device.capabilities(thread).keepsRealTime;
    if (!isCranking)
        return;
    // A device without a clock of its own takes no step that it could not hear in full.
    if (!isPlayDue && session.isReady(thread, {expectedPosition(position), SessionPlayback::turnFrames}))
        device.crank(thread, options.blockFrames);
}

void SignalControl::watchDevice(SignalThread& thread)
{
    device.step(thread);
    if (auto change = device.takeChange(thread))
        send(thread, std::move(*change));
    const auto isRefused = device.state(thread) == DeviceWatchdog::State::refused;
    if (isRefused && !wasRefused)
    {
        DeviceStatus none;
        none.warnings.push_back(device.failure(thread).message());
        send(thread, std::move(none));
    }
    wasRefused = isRefused;
}

void SignalControl::close(SignalThread& thread)
{
    device.close(thread);
}

bool SignalControl::isClosed(SignalThread& thread) const
{
    const auto state = device.state(thread);
    return state == DeviceWatchdog::State::closed || state == DeviceWatchdog::State::refused;
}

} // namespace loophole::signal
