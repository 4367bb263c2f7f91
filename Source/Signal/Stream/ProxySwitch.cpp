#include "Signal/Stream/ProxySwitch.h"

#include "Signal/Stream/StreamWindow.h"

#include <algorithm>

namespace loophole::signal
{
namespace
{

/** Whether something that will be heard soon is not there. */
bool isWaiting(const StreamWindow& window, Instant soon)
{
    if (window.key.cohort != Cohort::realtime || !window.isSplit || window.isComplete())
        return false;
    for (const auto& item : window.blocks)
        if (item.neededAt <= soon && !item.block->isResident())
            return true;
    return false;
}

} // namespace

void ProxySwitch::proxyChanged(SignalThread& thread, AssetSource& source)
{
    if (source.proxy)
        watches[source.id].source = &source;
    reconsider(thread, source);
    if (!source.proxy)
        watches.erase(source.id);
}

void ProxySwitch::forget(const AssetSource& source)
{
    watches.erase(source.id);
    std::erase(changed, &source);
}

void ProxySwitch::setResolution(SignalThread& thread, PlaybackResolution wanted)
{
    sessionResolution = wanted;
    for (auto* source : sources())
        reconsider(thread, *source);
}

void ProxySwitch::waitForOriginals(SignalThread& thread)
{
    canWait = true;
    for (auto* source : sources())
        reconsider(thread, *source);
}

void ProxySwitch::setLoad(SignalThread& thread, DeviceId device, double needed, double delivered)
{
    loads[device] = {needed, delivered};
    for (auto* source : sources())
        if (source->device == device)
            reconsider(thread, *source);
}

SourceQuestion ProxySwitch::questionAbout(const AssetSource& source, const Watch& watch) const
{
    SourceQuestion question;
    question.type = source.type;
    question.original = source.toldStatus();
    question.hasProxy = source.proxy.has_value();
    question.resolution = sessionResolution;
    question.wish = source.wish;
    // What was open before is not looked for in the ordinary way: its device hangs.
    question.isLate = watch.isLate || (question.original == OfflineStatus::pending && source.wasOpened());
    question.canWait = canWait;
    question.readsProxy = source.readsProxy;
    if (const auto load = loads.find(source.device); load != loads.end())
    {
        question.neededBytesPerSecond = load->second.needed;
        question.deliveredBytesPerSecond = load->second.delivered;
    }
    return question;
}

void ProxySwitch::reconsider(SignalThread& thread, AssetSource& source)
{
    const auto found = watches.find(source.id);
    if (found == watches.end())
        return;
    auto& watch = found->second;
    watch.choice = chooseSource(questionAbout(source, watch));
    const auto readsProxy = watch.choice.source == BlockSource::proxy;
    if (readsProxy == source.readsProxy)
        return;
    source.readsProxy = readsProxy;
    // What failed in one file says nothing about the other.
    for (const auto& [mapping, table] : source.tables)
        table->retries.clear();
    changed.push_back(&source);
    ++changeCount;
    facts.send(thread, SourceChanged{source.id, readsProxy, causeOf(source, watch.choice.reason)});
}

std::string ProxySwitch::causeOf(const AssetSource& source, SourceReason reason) const
{
    switch (reason)
    {
    case SourceReason::unavailable:
        return source.cause.empty() ? "its drive does not answer" : source.cause;
    case SourceReason::late:
        return "its drive does not keep up";
    case SourceReason::load:
        return "its drive is asked for nearly all that it delivers";
    case SourceReason::ordinary:
    case SourceReason::wished:
        break;
    }
    return {};
}

void ProxySwitch::step(SignalThread& thread)
{
    const auto now = clock.now();
    if (now < nextCheck)
        return;
    nextCheck = now + checkInterval;
    for (auto& [asset, watch] : watches)
        look(thread, watch, now);
}

void ProxySwitch::look(SignalThread& thread, Watch& watch, Instant now)
{
    auto& source = *watch.source;
    const auto waits =
        (source.isPresent() || source.status == OfflineStatus::pending) && !source.readsProxy &&
        std::ranges::any_of(source.windows, [&](const auto* window) { return isWaiting(*window, now + neededSoon); });
    watch.waitingSince = waits ? std::min(watch.waitingSince, now) : Instant::max();
    if (waits && now - watch.waitingSince >= patience)
    {
        fallBehind(watch, now);
        reconsider(thread, source);
    }
    // With nothing left in memory to try the original on, time alone is what there is to go by.
    else if (watch.isLate && !source.hasProxyBlocks && now >= watch.tryAgainAt)
        originalCame(thread, source, Instant::zero());
}

void ProxySwitch::fallBehind(Watch& watch, Instant now) const
{
    const auto isRelapse = now - watch.recoveredAt < relapse;
    watch.pause = isRelapse ? std::min(2 * watch.pause, longestPause) : firstPause;
    watch.tryAgainAt = now + watch.pause;
    watch.isLate = true;
}

std::vector<AssetSource*> ProxySwitch::sources() const
{
    std::vector<AssetSource*> all;
    for (const auto& [asset, watch] : watches)
        all.push_back(watch.source);
    return all;
}

const ProxySwitch::Watch* ProxySwitch::find(const AssetSource& source) const
{
    const auto found = watches.find(source.id);
    return found != watches.end() ? &found->second : nullptr;
}

bool ProxySwitch::isOriginalDoubtful(const AssetSource& source) const
{
    const auto* watch = find(source);
    return !source.isPresent() || source.isAway || (watch != nullptr && watch->isLate);
}

bool ProxySwitch::mayTryOriginal(const AssetSource& source) const
{
    const auto* watch = find(source);
    if (watch == nullptr || !source.isPresent() || source.isAway)
        return false;
    return watch->isLate ? clock.now() >= watch->tryAgainAt : watch->choice.source == BlockSource::original;
}

void ProxySwitch::originalOpened(SignalThread& thread, AssetSource& source)
{
    if (const auto found = watches.find(source.id); found != watches.end())
        found->second.isLate = false;
    reconsider(thread, source);
}

void ProxySwitch::originalCame(SignalThread& thread, AssetSource& source, Instant took)
{
    const auto found = watches.find(source.id);
    if (found == watches.end() || !found->second.isLate)
        return;
    auto& watch = found->second;
    const auto now = clock.now();
    if (took > patience)
    {
        watch.tryAgainAt = now + checkInterval; // it may have hung for long and be well now: the next read tells
        return;
    }
    watch.isLate = false;
    watch.recoveredAt = now;
    reconsider(thread, source);
}

} // namespace loophole::signal
