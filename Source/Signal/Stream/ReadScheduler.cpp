#include "Signal/Stream/ReadScheduler.h"

#include "Signal/Stream/ReadBlocksJob.h"
#include "Signal/Stream/StreamEngine.h"

#include <algorithm>

namespace loophole::signal
{
namespace
{

/** Memory that is coming back is looked for again after a callback or two. */
constexpr Instant memoryPause = std::chrono::milliseconds(2);
/** What found no room is tried again this often, for what others need ripens with time. */
constexpr Instant noRoomPause = std::chrono::milliseconds(20);

/** What is refused is told when it will be heard within this, for until then others may have made room … */
constexpr Instant toldAhead = std::chrono::milliseconds(500);
/** … and no more often, for thousands may be refused at once. */
constexpr Instant refusalPause = std::chrono::milliseconds(50);

} // namespace

void ReadScheduler::dispatch(SignalThread& thread)
{
    const auto now = parts.clock.now();
    if (!isDue && parts.cache.changedWindows().isEmpty() && now < nextDue())
        return;
    isDue = false;
    nextDispatch = Instant::max();
    if (now < idleHeldUntil)
        nextDispatch = idleHeldUntil;
    full.reset();
    reconsider(awaitingMemory);
    takeChanges(now);
    const auto canRead = [this](DeviceId device, UrgencyClass kind) { return mayRead(device, kind); };
    while (const auto next = parts.windows.waiting().mostUrgent(full, canRead))
    {
        trySend(thread, *next, now);
        takeChanges(now);
    }
    if (full)
        tellRefused(thread, now);
}

void ReadScheduler::takeChanges(Instant now)
{
    if (std::exchange(unpinningsSeen, parts.cache.unpinnings()) != parts.cache.unpinnings())
        reconsider(parked);
    while (!retries.empty() && retries.begin()->first <= now)
    {
        if (auto* window = parts.windows.find(retries.begin()->second))
            parts.cache.changedWindows().add(*window);
        retries.erase(retries.begin());
    }
    for (auto* window : parts.cache.changedWindows().take())
        look(*window, now);
}

/** Lets the window wait for its next read, if there is one to wait for. */
void ReadScheduler::look(StreamWindow& window, Instant now)
{
    parts.windows.waiting().remove(window);
    retries.erase({std::exchange(window.retryAt, Instant::max()), window.key});
    // A second decoder at work on one stretch of a compressed file would only get in the way of the first.
    const auto mostOfOne = window.source->seeksAreExpensive ? 1 : ReadQueue::mostReadsOfOne;
    if (!window.isSplit || !window.source->readsOriginal() || window.readsUnderWay >= mostOfOne || window.isBeyondShare)
        return;
    auto& first = window.firstAbsent;
    while (first < window.blocks.size() && window.blocks[first].block->isResident())
        ++first;
    for (auto item = first; item < window.blocks.size(); ++item)
        if (isAbsentAndDue(window, *window.blocks[item].block, now))
        {
            parts.windows.waiting().put(window, item);
            break;
        }
    if (window.retryAt != Instant::max())
        retries.emplace(window.retryAt, window.key);
}

/** Lower cohorts leave half of a device's places free, so that what turns out urgent never finds them all taken. */
bool ReadScheduler::mayRead(DeviceId id, UrgencyClass kind) const
{
    const auto count = reads.countOf(id);
    const auto places = parts.disk.workerCount() * (isRendering ? renderedReadsAWorker : readsAWorker);
    if (kind == UrgencyClass::idle)
        return count == 0 && parts.clock.now() >= idleHeldUntil; // never two, and none beside another
    return count < (kind == UrgencyClass::realtime ? places : places / 2);
}

bool ReadScheduler::isAbsentAndDue(StreamWindow& window, const CachedBlock& block, Instant now)
{
    if (!block.isAbsent())
        return false;
    if (block.table->retries.empty())
        return true;
    const auto retry = block.table->retries.find(block.index);
    if (retry == block.table->retries.end() || retry->second.due <= now)
        return true;
    window.retryAt = std::min(window.retryAt, retry->second.due);
    return false;
}

void ReadScheduler::trySend(SignalThread& thread, const ReadQueue::Entry& entry, Instant now)
{
    auto& window = *entry.window;
    std::vector<CachedBlock*> run;
    std::vector<BlockLease> leases;
    for (auto* block : neighbours(entry, now))
    {
        const auto neededAt = window.blocks[entry.item + run.size()].neededAt;
        auto lease = tryLease(thread, entry, *block, neededAt, now);
        if (!lease)
            break;
        run.push_back(block);
        leases.push_back(std::move(lease));
    }
    if (!run.empty())
        send(thread, entry, run, std::move(leases), now);
}

/** While somebody listens the first block alone, so that nothing is heard later for the sake of what comes after it. */
std::size_t ReadScheduler::mostBlocks(const StreamWindow& window) const
{
    const auto blockBytes = static_cast<std::size_t>(std::max(1, window.source->facts.channels)) * BlockPool::slabBytes;
    const auto quick = reads.joinedBytesOf(window.source->device);
    const auto fair = parts.cache.obtainableBytes() / 2 / std::max<std::size_t>(1, parts.windows.waiting().size());
    const auto bytes =
        std::min(quick, std::clamp(fair, ReadsUnderWay::leastJoinedBytes, ReadsUnderWay::mostJoinedBytes));
    return std::max<std::size_t>(1,
                                 isRendering ? bytes / blockBytes : std::min(window.residentCount, bytes / blockBytes));
}

/** The blocks of the window from the entry's on that lie side by side in the file, in the order of need. */
std::vector<CachedBlock*> ReadScheduler::neighbours(const ReadQueue::Entry& entry, Instant now)
{
    const auto& items = entry.window->blocks;
    const auto most = mostBlocks(*entry.window);
    std::vector<CachedBlock*> run;
    std::int64_t direction = 0;
    for (auto item = entry.item; item < items.size() && run.size() < most; ++item)
    {
        auto* block = items[item].block;
        if (!run.empty())
        {
            const auto distance = block->index - run.back()->index;
            const auto isNext = std::abs(distance) == 1 && (direction == 0 || distance == direction);
            if (!isNext)
                break;
            direction = distance;
        }
        if (!isAbsentAndDue(*entry.window, *block, now))
            break;
        run.push_back(block);
    }
    return run;
}

BlockLease ReadScheduler::tryLease(SignalThread& thread, const ReadQueue::Entry& entry, CachedBlock& block,
                                   Instant neededAt, Instant now)
{
    auto& window = *entry.window;
    const auto isFirst = neededAt == entry.urgency.deadline;
    if (window.key.cohort == Cohort::resident && !parts.cache.tryPin(block))
    {
        if (isFirst)
            park(thread, window, neededAt - now);
        return {};
    }
    const auto channels = block.table->table->channelCount();
    const auto room = parts.cache.makeRoom(thread, channels, {window.urgencyClassAt(neededAt), neededAt}, now);
    if (room == BlockCache::Room::made)
        return parts.cache.tryAcquire(thread, channels);
    if (isFirst && room == BlockCache::Room::none)
        full = entry.need();
    if (isFirst && room == BlockCache::Room::coming)
    {
        parts.windows.waiting().remove(window);
        awaitingMemory.push_back(window.key);
    }
    nextDispatch = std::min(nextDispatch, now + (room == BlockCache::Room::coming ? memoryPause : noRoomPause));
    return {};
}

void ReadScheduler::send(SignalThread& thread, const ReadQueue::Entry& entry, const std::vector<CachedBlock*>& run,
                         std::vector<BlockLease> leases, Instant now)
{
    auto& table = *run.front()->table;
    auto& source = table.source;
    const auto number = reads.nextNumber();
    const auto blockBytes = static_cast<std::size_t>(table.table->channelCount()) * BlockPool::slabBytes;
    ReadsUnderWay::Read read{&table, {}, entry.key, source.device, run.size() * blockBytes, now};
    ReadBlocks wanted{number, source.id, source.edition, {}, {}, false};
    for (std::size_t i = 0; i < run.size(); ++i)
    {
        run[i]->read = number;
        changeClaimantsOf(*run[i]);
        read.blocks.push_back(run[i]->index);
        wanted.blocks.push_back({run[i]->index, std::move(leases[i]), {}});
    }
    // Read in the order of the file, also what is heard backwards.
    std::ranges::sort(wanted.blocks, {}, &ReadBlocks::Item::index);
    std::ranges::sort(read.blocks);

    missCount += run.size();
    ++entry.window->readsUnderWay;
    parts.cache.changedWindows().add(*entry.window);
    reads.add(number, std::move(read));
    parts.disk.submit(thread,
                      std::make_unique<ReadBlocksJob>(parts.context, source.medium(),
                                                      ReadBlocksJob::Grid{table.mapping, table.table->gridLength()},
                                                      std::move(wanted)),
                      {entry.urgency, source.device, {number, 0}});
}

ReadScheduler::Finished ReadScheduler::finish(SignalThread&, std::uint64_t number)
{
    Finished finished;
    const auto read = reads.take(number, parts.clock.now());
    if (!read)
        return finished;
    if (auto* window = parts.windows.find(read->window); window != nullptr && window->readsUnderWay > 0)
    {
        --window->readsUnderWay;
        parts.cache.changedWindows().add(*window);
    }
    isDue = true;
    finished.table = read->table;
    finished.blocks = ReadsUnderWay::blocksOf(number, *read);
    for (auto* block : finished.blocks)
        if (block != nullptr)
        {
            block->read = 0;
            changeClaimantsOf(*block);
        }
    return finished;
}

void ReadScheduler::changeClaimantsOf(const CachedBlock& block)
{
    for (const auto& claim : block.claims)
        parts.cache.changedWindows().add(*claim.window);
}

void ReadScheduler::cancelUnclaimed(SignalThread& thread, std::uint64_t number)
{
    const auto* read = reads.find(number);
    if (read == nullptr || read->table == nullptr)
        return;
    const auto isClaimed = [](const CachedBlock* block) { return block != nullptr && !block->claims.empty(); };
    if (std::ranges::any_of(ReadsUnderWay::blocksOf(number, *read), isClaimed) ||
        parts.disk.cancel(thread, number, 1) == 0)
        return;
    for (auto* block : finish(thread, number).blocks)
        if (block != nullptr)
            parts.cache.settle(thread, *block);
}

void ReadScheduler::abandon(SignalThread& thread, const PhaseTable& table)
{
    for (const auto number : reads.abandon(table))
        if (parts.disk.cancel(thread, number, 1) > 0)
            (void) finish(thread, number);
}

void ReadScheduler::retryLater(CachedBlock& block)
{
    const auto isHeard = [](const BlockClaim& claim) { return claim.window->key.cohort == Cohort::realtime; };
    const auto longest =
        std::ranges::any_of(block.claims, isHeard) ? StreamEngine::longestHeardRetry : StreamEngine::longestRetry;
    auto& retry = block.table->retries[block.index];
    retry.delay = retry.delay == Instant::zero() ? StreamEngine::firstRetry : std::min(retry.delay * 2, longest);
    retry.due = parts.clock.now() + retry.delay;
}

Instant ReadScheduler::nextDue() const
{
    return retries.empty() ? nextDispatch : std::min(nextDispatch, retries.begin()->first);
}

void ReadScheduler::park(SignalThread& thread, StreamWindow& window, Instant neededIn)
{
    parts.windows.waiting().remove(window);
    window.isBeyondShare = true;
    parked.push_back(window.key);
    tellRefused(thread, window, RefusalCause::headsAreMany, neededIn);
}

void ReadScheduler::reconsider(std::vector<WindowKey>& keys)
{
    for (const auto& key : std::exchange(keys, {}))
        if (auto* window = parts.windows.find(key))
        {
            window->isBeyondShare = false;
            parts.cache.changedWindows().add(*window);
        }
}

bool ReadScheduler::isRefused(const StreamWindow& window) const
{
    const auto* entry = parts.windows.waiting().find(window);
    return window.isBeyondShare || (full && entry != nullptr && entry->need() >= *full);
}

void ReadScheduler::tellRefused(SignalThread& thread, Instant now)
{
    if (now < nextRefusals)
        return;
    nextRefusals = now + refusalPause;
    parts.windows.waiting().visitBetween(
        *full, now + toldAhead,
        [&](const ReadQueue::Entry& entry)
        { tellRefused(thread, *entry.window, RefusalCause::neededSooner, entry.urgency.deadline - now); });
}

void ReadScheduler::tellRefused(SignalThread& thread, StreamWindow& window, RefusalCause cause, Instant neededIn)
{
    if (window.key.cohort == Cohort::idle || std::exchange(window.isRefusalTold, true))
        return;
    const auto blockBytes = static_cast<std::size_t>(window.source->facts.channels) * BlockPool::slabBytes;
    const auto available = cause == RefusalCause::headsAreMany ? 0 : parts.cache.obtainableBytes();
    parts.facts.send(
        thread, WindowRefused{window.key.clip, window.request.asset, window.key.cohort, window.request.revision, cause,
                              (window.blocks.size() - window.residentCount) * blockBytes, available, neededIn});
}

} // namespace loophole::signal
