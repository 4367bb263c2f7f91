#include "Signal/Stream/StreamEngineState.h"

#include <algorithm>

/** What jobs brought back, and what Pulse is told of it. */
namespace loophole::signal
{

namespace
{

constexpr std::size_t mostCausesTold = 32;

} // namespace

void StreamEngine::State::receive(SignalThread& thread, OpenedMedium opened)
{
    take(thread, assets.apply(thread, opened));
}

void StreamEngine::State::download(SignalThread& thread, AssetSource& source)
{
    take(thread, assets.download(thread, source));
}

void StreamEngine::State::take(SignalThread& thread, const AssetBook::Change& change)
{
    if (change.retired.value != 0)
        assets.retire(thread, change.retired);
    if (change.source == nullptr)
        return;
    auto& source = *change.source;
    checkProxy(thread, source);
    if (change.isOther)
        giveUpTables(thread, source);
    if (change.isNews || change.isOther)
        ++mediaVersion;
    if (change.isNews)
        tell(thread, source, change.before, source.cause);
    if (source.isPresent() && change.isNews)
        for (const auto& [mapping, table] : source.tables)
            table->retries.clear();
    if (change.isOther)
        for (auto* window : source.windows)
        {
            windows.split(thread, *window);
            reportIfComplete(thread, *window);
        }
    for (auto* window : source.windows) // what is missing is not read, what is back is
        cache.changedWindows().add(*window);
    for (const auto& waiting : std::exchange(source.waveforms, {}))
        request(thread, waiting);
    scheduler.reconsider();
}

void StreamEngine::State::receive(SignalThread& thread, ReadBlocks result)
{
    for (const auto& warning : meters.take(thread, result))
        parts.facts.send(thread, warning);
    if (ProxyReads::isOwn(result.read))
        return takeFromProxy(thread, std::move(result));
    const auto finished = scheduler.finish(thread, result.read);
    auto* source = assets.find(result.asset);
    if (finished.table == nullptr || source == nullptr)
        return;
    for (std::size_t i = 0; i < result.blocks.size(); ++i)
    {
        auto& item = result.blocks[i];
        if (finished.blocks[i] == nullptr)
            continue;
        auto& block = *finished.blocks[i];
        if (item.failure)
        {
            scheduler.retryLater(block);
            if (!result.lost && !result.hasChanged)
                reportOnce(thread, *source, *item.failure);
            cache.settle(thread, block);
            continue;
        }
        if (finished.table->retries.erase(item.index) > 0)
            retryNow(source->device);
        cache.install(thread, block, std::move(item.lease));
        for (const auto& claim : block.claims)
            reportIfComplete(thread, *claim.window);
    }
    for (const auto& damage : result.damage)
        reportOnce(thread, *source, {source->path.string(), damage.why}, damage.frames);
    if (result.hasChanged)
        assets.look(thread, *source);
    else if (result.lost && source->edition == result.edition)
        take(thread, assets.lose(thread, *source, *result.lost));
}

void StreamEngine::State::tell(SignalThread& thread, const AssetSource& source, OfflineStatus before,
                               const std::string& cause)
{
    parts.facts.send(thread,
                     AssetStatusChanged{source.id, before, source.toldStatus(),
                                        source.isPresent() ? source.facts : MediaFacts(), cause, source.device.value});
}

/** A device that gives again what it refused may give the rest of it, too. */
void StreamEngine::State::retryNow(DeviceId device)
{
    for (const auto& [id, source] : assets.all())
        if (source->device == device)
            for (const auto& [mapping, table] : source->tables)
                for (auto& [index, retry] : table->retries)
                    retry.due = parts.clock.now();
    for (const auto& [id, source] : assets.all())
        if (source->device == device)
            for (auto* window : source->windows)
                cache.changedWindows().add(*window);
}

void StreamEngine::State::watchDevices(SignalThread& thread)
{
    for (const auto& change : deviceWatch.look(thread))
    {
        for (const auto& [id, source] : assets.all())
        {
            if (source->device != change.device || source->isAway == change.isHung)
                continue;
            const auto before = source->toldStatus();
            source->isAway = change.isHung;
            proxySwitch.reconsider(thread, *source);
            if (source->isPresent())
                tell(thread, *source, before, change.isHung ? "its drive does not answer" : "");
        }
        retryNow(change.device);
    }
}

StreamCause StreamEngine::State::causeOf(const AssetSource& source) const
{
    if (deviceWatch.isHung(source.device))
        return StreamCause::stalled;
    if (!source.isPresent())
        return source.status == OfflineStatus::pending ? StreamCause::late : StreamCause::missing;
    if (std::ranges::any_of(source.tables, [](const auto& entry) { return !entry.second->retries.empty(); }))
        return StreamCause::failed;
    const auto lacksRoom = [this](const StreamWindow* window)
    { return window->key.cohort == Cohort::realtime && scheduler.isRefused(*window); };
    return std::ranges::any_of(source.windows, lacksRoom) ? StreamCause::noRoom : StreamCause::late;
}

void StreamEngine::State::receive(SignalThread& thread, ReadWaveform result)
{
    if (auto* source = assets.find(result.waveform.asset); source != nullptr && result.failure)
        reportOnce(thread, *source, *result.failure);
    parts.facts.send(thread, std::move(result.waveform));
}

void StreamEngine::State::reportOnce(SignalThread& thread, AssetSource& source, const Failure& failure,
                                     FrameRange silent)
{
    // A medium that is broken all over is told of by its first places.
    if (source.reportedCauses.size() < mostCausesTold && source.reportedCauses.insert(failure.why).second)
        parts.facts.send(thread, DecodeError{source.id, failure.what, failure.why, silent});
}

void StreamEngine::State::reportIfComplete(SignalThread& thread, StreamWindow& window)
{
    if (window.isReported || !window.isComplete())
        return;
    window.isReported = true;
    window.isRefusalTold = false;
    parts.facts.send(thread, StreamPrefetchComplete{window.key.clip, window.request.revision,
                                                    window.request.range.length, parts.clock.now() - window.askedAt});
}

} // namespace loophole::signal
