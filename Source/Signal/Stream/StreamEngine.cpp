#include "Signal/Stream/StreamEngine.h"

#include "Signal/Stream/AssetBook.h"
#include "Signal/Stream/BlockMeters.h"
#include "Signal/Stream/DeviceWatch.h"
#include "Signal/Stream/FolderJob.h"
#include "Signal/Stream/ReadScheduler.h"
#include "Signal/Stream/WaveformJob.h"
#include "Signal/Stream/WindowBook.h"

#include <algorithm>

namespace loophole::signal
{
namespace
{

/** Drawing asks for what a screen shows; more than this (22 s at 192 kHz) is a mistake. */
constexpr FrameCount longestWaveform{std::int64_t{1} << 22};

/** While reads are under way their devices are looked after this often. */
constexpr Instant watchInterval = std::chrono::milliseconds(100);

/** Waited for by a person, but by no clock. */
constexpr Urgency lookedAt{UrgencyClass::background, Instant::zero(), 0, false};

std::size_t residentBytesOf(const BlockPool& pool)
{
    return static_cast<std::size_t>(static_cast<double>(pool.budgetBytes()) * StreamEngine::residentShare);
}

} // namespace

/** The parts of the engine and how they hear of one another. */
class StreamEngine::State final : public StreamJobReceiver
{
public:
    State(Parts given, SampleRate gridRate)
        : parts(given),
          context(std::make_shared<StreamJobContext>(given.openMedia)),
          cache(given.pool, given.epoch, residentBytesOf(given.pool), protectedAhead),
          windows(cache, gridRate),
          assets(given.clock, given.disk, context),
          scheduler({given.clock, given.disk, cache, windows, context}),
          meters(given.pool),
          deviceWatch(given.clock, given.disk)
    {
        context->receiver = this;
    }
    ~State() override { context->receiver = nullptr; }
    State(const State&) = delete;
    State& operator=(const State&) = delete;

    void receive(SignalThread&, OpenedMedium) override;
    void receive(SignalThread&, ReadBlocks) override;
    void receive(SignalThread&, ReadWaveform) override;
    void receive(SignalThread& thread, FolderListed listed) override { parts.facts.send(thread, std::move(listed)); }

    void registerAsset(SignalThread&, const RegisterAsset&);
    void forget(SignalThread&, AssetId);
    void setGridRate(SignalThread&, SampleRate);
    void request(SignalThread&, StreamWindow);
    void request(SignalThread&, const RequestWaveform&);
    void cancelDoubtfulReads(SignalThread&);
    void watchDevices(SignalThread&);
    [[nodiscard]] StreamCause causeOf(const AssetSource&) const;
    [[nodiscard]] WindowState stateOf(const StreamWindow&) const;
    [[nodiscard]] Instant nextStep() const;

    Parts parts;
    std::shared_ptr<StreamJobContext> context;
    BlockCache cache;
    WindowBook windows;
    AssetBook assets;
    ReadScheduler scheduler;
    BlockMeters meters;
    bool returnsPages = false; ///< to the system, as soon as blocks have come home
    DeviceWatch deviceWatch;

private:
    void tell(SignalThread&, const AssetSource&, OfflineStatus before, const std::string& cause);
    void retryNow(DeviceId);
    void take(SignalThread&, const AssetBook::Change&);
    void giveUpTables(SignalThread&, AssetSource&);
    void reportIfComplete(SignalThread&, StreamWindow&);
    void reportOnce(SignalThread&, AssetSource&, const Failure&);
    void sendWaveform(SignalThread&, const AssetSource&, const RequestWaveform&);
};

void StreamEngine::State::registerAsset(SignalThread& thread, const RegisterAsset& message)
{
    const auto* known = assets.find(message.asset);
    if (known != nullptr && known->path != message.path && known->wasOpened())
        forget(thread, message.asset);
    assets.add(thread, message);
}

void StreamEngine::State::forget(SignalThread& thread, AssetId asset)
{
    auto* source = assets.find(asset);
    if (source == nullptr)
        return;
    windows.removeAllOf(thread, *source);
    giveUpTables(thread, *source);
    assets.remove(thread, asset);
    scheduler.reconsider();
}

void StreamEngine::State::giveUpTables(SignalThread& thread, AssetSource& source)
{
    for (auto* window : source.windows)
        windows.unsplit(thread, *window);
    for (const auto& [mapping, table] : source.tables)
    {
        scheduler.abandon(thread, *table);
        cache.drop(thread, *table);
    }
    source.tables.clear();
    (void) windows.takeDoubtfulReads(); // all of them were of these tables, and abandoned
}

void StreamEngine::State::setGridRate(SignalThread& thread, SampleRate rate)
{
    if (rate == windows.gridRate())
        return;
    for (const auto& [id, source] : assets.all())
        giveUpTables(thread, *source);
    windows.setGridRate(rate);
    for (const auto& [id, source] : assets.all())
        for (auto* window : source->windows)
            windows.split(thread, *window);
    scheduler.reconsider();
}

void StreamEngine::State::request(SignalThread& thread, StreamWindow window)
{
    window.source = assets.find(window.request.asset);
    if (window.source == nullptr)
        return;
    window.askedAt = parts.clock.now();
    auto* standing = windows.tryReplace(thread, std::move(window));
    cancelDoubtfulReads(thread);
    if (standing == nullptr)
        return;
    if (!standing->source->wasOpened())
        assets.hurry(thread, *standing->source, {standing->urgencyClass(), standing->request.deadline, 0, true});
    reportIfComplete(thread, *standing);
    scheduler.reconsider();
}

void StreamEngine::State::cancelDoubtfulReads(SignalThread& thread)
{
    for (const auto read : windows.takeDoubtfulReads())
        scheduler.cancelUnclaimed(thread, read);
}

void StreamEngine::State::request(SignalThread& thread, const RequestWaveform& message)
{
    auto* source = assets.find(message.asset);
    if (source != nullptr && source->status == OfflineStatus::pending)
        source->waveforms.push_back(message);
    else if (source != nullptr && source->isPresent())
        sendWaveform(thread, *source, message);
    else
        parts.facts.send(thread,
                         WaveformReady{message.request, message.asset, {message.range.start, FrameCount(0)}, {}});
}

void StreamEngine::State::sendWaveform(SignalThread& thread, const AssetSource& source, const RequestWaveform& message)
{
    auto range = message.range.intersection({FramePosition(0), source.facts.length});
    range.length = std::min(range.length, longestWaveform);
    parts.disk.submit(thread, std::make_unique<WaveformJob>(context, source.medium(), message.request, range),
                      {lookedAt, source.device, {}});
}

void StreamEngine::State::receive(SignalThread& thread, OpenedMedium opened)
{
    take(thread, assets.apply(thread, opened));
}

void StreamEngine::State::take(SignalThread& thread, const AssetBook::Change& change)
{
    if (change.retired.value != 0)
        assets.retire(thread, change.retired);
    if (change.source == nullptr)
        return;
    auto& source = *change.source;
    if (change.isOther)
        giveUpTables(thread, source);
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
    for (const auto& waiting : std::exchange(source.waveforms, {}))
        request(thread, waiting);
    scheduler.reconsider();
}

void StreamEngine::State::receive(SignalThread& thread, ReadBlocks result)
{
    for (const auto& warning : meters.take(thread, result))
        parts.facts.send(thread, warning);
    const auto finished = scheduler.finish(thread, result.read);
    auto* source = assets.find(result.asset);
    if (finished.table == nullptr || source == nullptr)
        return;
    for (std::size_t i = 0; i < result.blocks.size(); ++i)
    {
        auto& item = result.blocks[i];
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
    scheduler.reconsider();
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
    const auto lacksRoom = [](const StreamWindow* window)
    { return window->hasNoRoom && window->key.cohort == Cohort::realtime; };
    return std::ranges::any_of(source.windows, lacksRoom) ? StreamCause::noRoom : StreamCause::late;
}

void StreamEngine::State::receive(SignalThread& thread, ReadWaveform result)
{
    if (auto* source = assets.find(result.waveform.asset); source != nullptr && result.failure)
        reportOnce(thread, *source, *result.failure);
    parts.facts.send(thread, std::move(result.waveform));
}

void StreamEngine::State::reportOnce(SignalThread& thread, AssetSource& source, const Failure& failure)
{
    if (source.reportedCauses.insert(failure.why).second)
        parts.facts.send(thread, DecodeError{source.id, failure.what, failure.why});
}

void StreamEngine::State::reportIfComplete(SignalThread& thread, StreamWindow& window)
{
    if (window.isReported || !window.isComplete())
        return;
    window.isReported = true;
    window.hasNoRoom = false;
    parts.facts.send(thread, StreamPrefetchComplete{window.key.clip, window.request.revision,
                                                    window.request.range.length, parts.clock.now() - window.askedAt});
}

WindowState StreamEngine::State::stateOf(const StreamWindow& window) const
{
    const auto status = window.source->status;
    if (status != OfflineStatus::present)
        return status == OfflineStatus::pending ? WindowState::filling : WindowState::failed;
    if (window.isComplete())
        return WindowState::resident;
    const auto isAwaited = [](const StreamWindow::Item& item)
    {
        return item.block->read != 0 ||
               (item.block->isAbsent() && !item.block->table->retries.contains(item.block->index));
    };
    if (std::ranges::any_of(window.blocks, [](const auto& item) { return item.block->read != 0; }))
        return WindowState::filling;
    if (window.hasNoRoom)
        return WindowState::refused;
    return std::ranges::any_of(window.blocks, isAwaited) ? WindowState::filling : WindowState::failed;
}

Instant StreamEngine::State::nextStep() const
{
    const auto now = parts.clock.now();
    auto next = std::min(scheduler.nextDue(), deviceWatch.nextLook());
    if (cache.hasRetired())
        next = std::min(next, now + std::chrono::milliseconds(2));
    if (scheduler.readsUnderWay() > 0)
        next = std::min(next, now + watchInterval);
    return next;
}

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

void StreamEngine::request(SignalThread& thread, const ClipWindowRequest& message, const Clip& clip, double tapeRate)
{
    StreamWindow window;
    window.key = {message.clip, message.cohort};
    window.request = message;
    window.clip.offset = clip.offset;
    window.clip.length = clip.length;
    window.clip.loop = clip.loop;
    window.clip.playRate = clip.playRate;
    window.clip.reverse = clip.reverse;
    window.tapeRate = tapeRate;
    state->request(thread, std::move(window));
}

void StreamEngine::cancel(SignalThread& thread, const ClipWindowCancel& message)
{
    state->windows.cancel(thread, message.clip, message.revision);
    state->cancelDoubtfulReads(thread);
    state->scheduler.reconsider();
}

WindowState StreamEngine::windowState(SignalThread&, ClipId clip, Cohort cohort) const
{
    const auto* window = std::as_const(state->windows).find({clip, cohort});
    return window != nullptr ? state->stateOf(*window) : WindowState::unknown;
}

void StreamEngine::request(SignalThread& thread, const RequestWaveform& message)
{
    state->request(thread, message);
}

void StreamEngine::request(SignalThread& thread, const ListFolder& message)
{
    const JobOrder order{lookedAt, MountTable::current().deviceOf(message.folder), {}};
    state->parts.disk.submit(thread, std::make_unique<FolderJob>(state->context, state->parts.disk, order, message),
                             order);
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
    state->scheduler.dispatch(thread);
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
    return source != nullptr && source->isPresent() ? source->tableFor(state->windows.gridRate(), phase).table
                                                    : nullptr;
}

const MediaFacts* StreamEngine::facts(SignalThread&, AssetId asset) const
{
    const auto* source = state->assets.find(asset);
    return source != nullptr && source->isPresent() ? &source->facts : nullptr;
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
    if (source == nullptr || !source->isPresent())
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
    return state->cache.giveBackUnclaimed(thread, bytes);
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
    stats.devices = reportOf(disk.devices, state->assets.mountTable());
    stats.cache = {state->windows.hits(), state->scheduler.misses()};
    const auto& pool = state->parts.pool;
    stats.memory = {pool.budgetBytes(), pool.usedBytes(), pool.peakBytes()};
    state->meters.countFound(thread, stats.cache.hits, stats.cache.misses);
    stats.blocks = state->meters.summary(thread);
    return stats;
}

} // namespace loophole::signal
