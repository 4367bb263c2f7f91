#include "Signal/Stream/StreamEngineState.h"

#include <algorithm>

/** What becomes of proxies, and of what is read from them. */
namespace loophole::signal
{
namespace
{

/** Often enough to act before a queue has grown, and far too seldom to cost anything. */
constexpr Instant loadInterval = std::chrono::milliseconds(250);

} // namespace

void StreamEngine::State::setProxy(SignalThread& thread, AssetSource& source, std::optional<ProxyMedium> proxy)
{
    const auto wasKnown = source.isKnown();
    if (source.proxy)
        assets.retire(thread, source.proxyEdition);
    source.awaitsProxy = false;
    source.proxy = std::move(proxy);
    if (source.proxy)
    {
        source.proxyEdition = assets.newEdition();
        source.proxyDevice = assets.mounts().deviceOf(source.proxy->path);
        if (!source.wasOpened())
            source.facts = source.proxy->original;
        if (!wasKnown)
            for (auto* window : source.windows)
                windows.split(thread, *window);
    }
    checkProxy(thread, source);
    proxySwitch.proxyChanged(thread, source);
    ++mediaVersion;
    lookAgain(source);
}

/** What its blocks are to be read from has changed. */
void StreamEngine::State::lookAgain(AssetSource& source)
{
    for (auto* window : source.windows)
        cache.changedWindows().add(*window);
}

/** A proxy of another medium than the one that is there now is none. */
void StreamEngine::State::checkProxy(SignalThread& thread, AssetSource& source)
{
    if (!source.proxy)
        return;
    if (source.wasOpened() && !source.proxy->standsFor(source.stamp, source.facts))
    {
        ProxyChanged news;
        news.status = ProxyStatus::stale;
        news.proxy.parentAssetId = source.id;
        news.proxy.quality = source.proxy->quality;
        assets.retire(thread, source.proxyEdition);
        source.proxy.reset();
        proxySwitch.proxyChanged(thread, source);
        parts.facts.send(thread, std::move(news));
    }
    else if (source.isPresent() && !source.isAway)
        proxySwitch.originalOpened(thread, source);
    else
        proxySwitch.reconsider(thread, source);
}

void StreamEngine::State::takeFromProxy(SignalThread& thread, ReadBlocks result)
{
    const auto finished = proxyReads.finish(thread, result);
    if (finished.source == nullptr)
        return;
    auto& source = *finished.source;
    for (auto* block : finished.installed)
        for (const auto& claim : block->claims)
            reportIfComplete(thread, *claim.window);
    for (auto* block : finished.failed)
    {
        if (!finished.isProxy)
            scheduler.retryLater(*block);
        cache.settle(thread, *block);
    }
    scheduler.reconsider();
    if (finished.isProxy && !finished.failed.empty())
        setProxy(thread, source, std::nullopt); // it was made from the original and can be again
    else if (!finished.isProxy && result.hasChanged)
        assets.look(thread, source);
    else if (!finished.isProxy && result.lost && source.edition == result.edition)
        take(thread, assets.lose(thread, source, *result.lost));
}

/** Bytes of blocks a second that all that plays takes from the device. */
double StreamEngine::State::neededOf(DeviceId device) const
{
    const auto bytesAFrame = static_cast<double>(sizeof(float)) * windows.gridRate().hz();
    double needed = 0;
    for (const auto& [id, source] : assets.all())
        if (source->device == device)
            for (const auto* window : source->windows)
                if (window->key.cohort == Cohort::realtime)
                    needed += bytesAFrame * source->facts.channels * window->clip.playRate;
    return needed;
}

void StreamEngine::State::measureLoad(SignalThread& thread)
{
    const auto now = parts.clock.now();
    if (proxySwitch.resolution() != PlaybackResolution::automatic || now < nextLoad)
        return;
    nextLoad = now + loadInterval;
    const auto measured = parts.disk.stats(thread);
    for (const auto& device : measured.devices)
        proxySwitch.setLoad(thread, device.device, neededOf(device.device),
                            std::max(device.bytesPerSecond, device.sustainedBytesPerSecond));
}

void StreamEngine::State::stepProxies(SignalThread& thread)
{
    measureLoad(thread);
    proxySwitch.step(thread);
    for (auto* source : proxySwitch.takeChanged())
        lookAgain(*source);
    proxyReads.step(thread);
}

} // namespace loophole::signal
