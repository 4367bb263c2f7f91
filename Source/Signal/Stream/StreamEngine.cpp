#include "Signal/Stream/StreamEngine.h"

#include "Signal/Stream/FolderJob.h"
#include "Signal/Stream/StreamEngineState.h"

namespace loophole::signal
{

StreamEngine::StreamEngine(Parts parts, SampleRate gridRate) : state(std::make_unique<State>(parts, gridRate)) {}
StreamEngine::~StreamEngine() = default;

void StreamEngine::registerAsset(SignalThread& thread, const RegisterAsset& message)
{
    state->registerAsset(thread, message);
}
void StreamEngine::recheck(SignalThread& thread, AssetId asset)
{
    if (auto* source = state->assets.find(asset))
        state->assets.look(thread, *source);
}
void StreamEngine::download(SignalThread& thread, AssetId asset)
{
    if (auto* source = state->assets.find(asset))
        state->download(thread, *source);
}
void StreamEngine::forget(SignalThread& thread, AssetId asset)
{
    state->forget(thread, asset);
}

void StreamEngine::setGridRate(SignalThread& thread, SampleRate rate)
{
    state->setGridRate(thread, rate);
}
SampleRate StreamEngine::gridRate(SignalThread&) const
{
    return state->windows.gridRate();
}

void StreamEngine::request(SignalThread& thread, const ClipWindowRequest& message, const Clip& clip)
{
    StreamWindow window;
    window.key = {message.clip, message.cohort, message.place};
    window.request = message;
    window.clip.offset = clip.offset;
    window.clip.length = clip.length;
    window.clip.loop = clip.loop;
    window.clip.playRate = clip.playRate;
    window.clip.reverse = clip.reverse;
    state->request(thread, std::move(window));
}

void StreamEngine::cancel(SignalThread& thread, const ClipWindowCancel& message)
{
    state->windows.cancel(thread, message.clip, message.revision);
    state->cancelDoubtfulReads(thread);
    state->scheduler.reconsider();
}

WindowState StreamEngine::windowState(SignalThread&, ClipId clip, Cohort cohort, std::uint32_t place) const
{
    const auto* window = std::as_const(state->windows).find({clip, cohort, place});
    return window != nullptr ? state->stateOf(*window) : WindowState::unknown;
}

void StreamEngine::request(SignalThread& thread, const RequestWaveform& message)
{
    state->request(thread, message);
}

CurrentMounts& StreamEngine::mounts() const
{
    return state->assets.mounts();
}

void StreamEngine::request(SignalThread& thread, const ListFolder& message)
{
    const auto route = state->assets.mounts().routeTo(message.folder);
    const JobOrder order{lookedAt, route.device(), {}};
    state->parts.disk.submit(
        thread, std::make_unique<FolderJob>(state->context, state->parts.disk, order, message, route), order);
}

void StreamEngine::setProxy(SignalThread& thread, AssetId asset, std::optional<ProxyMedium> proxy)
{
    if (auto* source = state->assets.find(asset))
        state->setProxy(thread, *source, std::move(proxy));
}
void StreamEngine::setResolution(SignalThread& thread, PlaybackResolution resolution)
{
    state->proxySwitch.setResolution(thread, resolution);
}
void StreamEngine::setResolution(SignalThread& thread, AssetId asset, PlaybackResolution resolution)
{
    auto* source = state->assets.find(asset);
    if (source == nullptr)
        return;
    source->wish = resolution;
    state->proxySwitch.reconsider(thread, *source);
}
void StreamEngine::useInSession(SignalThread& thread, AssetId asset)
{
    auto* source = state->assets.find(asset);
    if (source == nullptr || source->type != AssetType::transient)
        return;
    source->type = AssetType::sample;
    state->proxySwitch.reconsider(thread, *source);
}

void StreamEngine::readForRendering(SignalThread& thread)
{
    state->proxySwitch.waitForOriginals(thread);
    state->scheduler.readForRendering();
    state->context->lookInterval = renderedLook;
    state->cache.keepOnlyWhatIsDear();
}

void StreamEngine::setBudget(SignalThread& thread, std::size_t bytes)
{
    state->setBudget(thread, bytes);
}

void StreamEngine::step(SignalThread& thread)
{
    state->parts.disk.drain(thread);
    state->watchDevices(thread);
    if (state->cache.collect(thread))
        state->scheduler.reconsider();
    if (state->returnsPages && !state->cache.hasRetired())
    {
        state->parts.pool.returnFreePages(thread);
        state->returnsPages = false;
    }
    if (const auto excess = state->parts.pool.excessBytes(); excess > 0)
    {
        state->cache.giveBackSpare(thread, excess);
        state->parts.pool.settle(thread);
    }
    state->stepProxies(thread);
    state->scheduler.dispatch(thread);
    state->cache.keepFree(thread);
}

Instant StreamEngine::nextStep(SignalThread&) const
{
    return state->nextStep();
}
bool StreamEngine::waitForCompletion(SignalThread& thread, Instant timeout)
{
    return state->parts.disk.waitForFinished(thread, timeout);
}

std::shared_ptr<const BlockTable> StreamEngine::table(SignalThread&, AssetId asset, double phase)
{
    auto* source = state->assets.find(asset);
    return source != nullptr && source->isHeard() ? source->tableFor(state->windows.gridRate(), phase).table : nullptr;
}

const MediaFacts* StreamEngine::facts(SignalThread&, AssetId asset) const
{
    const auto* source = state->assets.find(asset);
    return source != nullptr && source->isHeard() ? &source->facts : nullptr;
}

std::uint64_t StreamEngine::mediaVersion(SignalThread&) const
{
    return state->mediaVersion + state->proxySwitch.changes();
}

OfflineStatus StreamEngine::status(SignalThread&, AssetId asset) const
{
    const auto* source = state->assets.find(asset);
    return source != nullptr ? source->toldStatus() : OfflineStatus::missing;
}

StreamCause StreamEngine::causeOf(SignalThread&, AssetId asset) const
{
    const auto* source = state->assets.find(asset);
    return source != nullptr ? state->causeOf(*source) : StreamCause::missing;
}

bool StreamEngine::isResident(SignalThread& thread, AssetId asset, double phase, FrameRange gridFrames) const
{
    auto* source = state->assets.find(asset);
    if (source == nullptr || !source->isHeard())
        return false;
    const auto& table = *source->tableFor(state->windows.gridRate(), phase).table;
    const auto inside = gridFrames.intersection({FramePosition(0), table.gridLength()});
    if (inside.isEmpty())
        return true;
    for (auto index = inside.start.value() / limits::blockFrames; index * limits::blockFrames < inside.end().value();
         ++index)
        if (table.find(thread, index) == nullptr)
            return false;
    return true;
}

std::size_t StreamEngine::sparableBytes(SignalThread&) const
{
    return state->cache.obtainableBytes();
}
std::size_t StreamEngine::giveBackUnneeded(SignalThread& thread, std::size_t bytes)
{
    state->returnsPages = true;
    state->scheduler.holdIdleReads();
    return state->cache.giveBackSpare(thread, bytes);
}

const MeteredBuffer& StreamEngine::decodedBlocks() const
{
    return state->meters.decodedBlocks();
}
const MeteredBuffer& StreamEngine::streams() const
{
    return state->meters.streams();
}

StreamStats StreamEngine::stats(SignalThread& thread) const
{
    StreamStats stats;
    const auto disk = state->parts.disk.stats(thread);
    stats.disk = {disk.reads, disk.bytes, disk.p50Ms, disk.p99Ms, disk.queued, disk.running, disk.stalled};
    stats.devices = reportOf(disk.devices, state->assets.mounts().table());
    stats.cache = {state->windows.hits(), state->scheduler.misses()};
    const auto& pool = state->parts.pool;
    stats.memory = {pool.budgetBytes(), pool.usedBytes(), pool.peakBytes()};
    state->meters.countFound(thread, stats.cache.hits, stats.cache.misses);
    stats.blocks = state->meters.summary(thread);
    return stats;
}

} // namespace loophole::signal
