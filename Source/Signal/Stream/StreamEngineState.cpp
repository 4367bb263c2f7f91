#include "Signal/Stream/StreamEngineState.h"

#include "Signal/Stream/WaveformJob.h"

#include <algorithm>

namespace loophole::signal
{
namespace
{

/** Drawing asks for what a screen shows; more than this (22 s at 192 kHz) is a mistake. */
constexpr FrameCount longestWaveform{std::int64_t{1} << 22};

/** While reads are under way their devices are looked after this often. */
constexpr Instant watchInterval = std::chrono::milliseconds(100);

std::size_t residentBytesOf(const BlockPool& pool)
{
    return static_cast<std::size_t>(static_cast<double>(pool.budgetBytes()) * StreamEngine::residentShare);
}

} // namespace

StreamEngine::State::State(Parts given, SampleRate gridRate)
    : parts(given),
      context(std::make_shared<StreamJobContext>(given.openMedia, given.cloudRules)),
      cache(given.pool, given.epoch, residentBytesOf(given.pool), protectedAhead),
      windows(cache, gridRate),
      assets(given.clock, given.disk, context),
      scheduler({given.clock, given.disk, cache, windows, given.facts, context}),
      proxySwitch(given.clock, given.facts),
      proxyReads({given.clock, given.disk, cache, windows, proxySwitch, context}),
      meters(given.pool),
      deviceWatch(given.clock, given.disk)
{
    context->receiver = this;
}

StreamEngine::State::~State()
{
    context->receiver = nullptr;
}

void StreamEngine::State::setBudget(SignalThread& thread, std::size_t bytes)
{
    parts.pool.setBudget(thread, bytes);
    cache.setResidentBytes(residentBytesOf(parts.pool));
    scheduler.reconsider();
}

void StreamEngine::State::registerAsset(SignalThread& thread, const RegisterAsset& message)
{
    const auto* known = assets.find(message.asset);
    if (known != nullptr && known->path != message.path && known->wasOpened())
        forget(thread, message.asset);
    auto& source = assets.add(thread, message);
    source.awaitsProxy =
        source.awaitsProxy || (known == nullptr && proxySwitch.resolution() == PlaybackResolution::draft);
}

void StreamEngine::State::forget(SignalThread& thread, AssetId asset)
{
    auto* source = assets.find(asset);
    if (source == nullptr)
        return;
    windows.removeAllOf(thread, *source);
    giveUpTables(thread, *source);
    proxySwitch.forget(*source);
    assets.remove(thread, asset);
    ++mediaVersion;
    scheduler.reconsider();
}

void StreamEngine::State::giveUpTables(SignalThread& thread, AssetSource& source)
{
    for (auto* window : source.windows)
        windows.unsplit(thread, *window);
    for (const auto& [mapping, table] : source.tables)
    {
        scheduler.abandon(thread, *table);
        proxyReads.abandon(thread, *table);
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
    ++mediaVersion;
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
    if (window.request.range.isEmpty())
        return cancel(thread, window.key, window.request.revision);
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

void StreamEngine::State::cancel(SignalThread& thread, WindowKey key, std::uint32_t revision)
{
    windows.cancel(thread, key, revision);
    cancelDoubtfulReads(thread);
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

WindowState StreamEngine::State::stateOf(const StreamWindow& window) const
{
    if (!window.source->isHeard())
        return window.source->status == OfflineStatus::pending ? WindowState::filling : WindowState::failed;
    if (window.isComplete())
        return WindowState::resident;
    const auto isAwaited = [](const StreamWindow::Item& item)
    {
        return item.block->read != 0 ||
               (item.block->isAbsent() && !item.block->table->retries.contains(item.block->index));
    };
    if (std::ranges::any_of(window.blocks, [](const auto& item) { return item.block->read != 0; }))
        return WindowState::filling;
    if (scheduler.isRefused(window))
        return WindowState::refused;
    return std::ranges::any_of(window.blocks, isAwaited) ? WindowState::filling : WindowState::failed;
}

Instant StreamEngine::State::nextStep() const
{
    const auto now = parts.clock.now();
    auto next = std::min(scheduler.nextDue(), deviceWatch.nextLook());
    if (!cache.changedWindows().isEmpty())
        next = now;
    if (cache.hasRetired())
        next = std::min(next, now + std::chrono::milliseconds(2));
    if (scheduler.readsUnderWay() > 0)
        next = std::min(next, now + watchInterval);
    return std::min({next, proxySwitch.nextStep(), proxyReads.nextDue()});
}

} // namespace loophole::signal
