#include "Signal/Control/SignalControl.h"

namespace loophole::signal
{
SignalControl::SignalControl(Parts theParts, Options theOptions)
    : parts(std::move(theParts)),
      options(std::move(theOptions)),
      facts(parts.queues.signalToPulse),
      pool(options.budgetBytes, options.mostBudgetBytes),
      engine({parts.clock, parts.disk, pool, epoch, *this, parts.openMedia, options.cloudRules}, SampleRate(48000)),
      watch({parts.clock, parts.disk, engine.mounts(), options.cloudRules.suffixes}),
      session(engine, epoch),
      callback({parts.clock, epoch, session.plan(), commandQueue, kernel}),
      audition(engine, callback.auditionVoice(Deck::a), callback.auditionVoice(Deck::b), commands),
      peaks(parts.clock, parts.peakWorkers, engine.mounts(),
            peakBuilderWithStore(options.peakFolder, parts.openMedia, options.peakCacheBytes), *this),
      proxies({parts.clock, parts.disk, parts.peakWorkers, engine, *this},
              std::make_shared<const ProxyService::Workshop>(options.proxyFolder, parts.openMedia,
                                                             options.proxyCacheBytes)),
      scans({parts.clock, parts.disk, *this, parts.openMedia, engine.mounts()}),
      fingerprints({parts.clock, parts.disk, *this, options.cloudRules, engine.mounts()}),
      exports(parts.peakWorkers, engine.mounts(), parts.openMedia, *this),
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
    commands.send(thread, duePlay);
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
