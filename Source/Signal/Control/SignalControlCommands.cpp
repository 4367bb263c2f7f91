#include "Signal/Control/SignalControl.h"

#include <algorithm>

namespace loophole::signal
{

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

void SignalControl::obey(SignalThread&, PlayTransport& message)
{
    isPlayDue = true;
    duePlay = message;
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
    peaks.use(thread, peakBuilderWithStore(options.peakFolder, parts.openMedia, message.peakBytes));
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

void SignalControl::obey(SignalThread& thread, SetStreamStretch& message)
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

} // namespace loophole::signal
