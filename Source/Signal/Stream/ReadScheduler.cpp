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

Instant soonest(Instant a, Instant b)
{
    return std::min(a, b);
}

} // namespace

void ReadScheduler::dispatch(SignalThread& thread)
{
    const auto now = parts.clock.now();
    if (!isDue && now < nextDispatch)
        return;
    isDue = false;
    nextDispatch = Instant::max();
    while (sendRound(thread, now))
    {
    }
}

bool ReadScheduler::sendRound(SignalThread& thread, Instant now)
{
    auto waiting = candidates(now);
    const auto byRank = [](const Candidate& a, const Candidate& b) { return a.rank() < b.rank(); };
    // Few can be sent of many that wait: only as many are put in order.
    const auto sendable = static_cast<std::size_t>(parts.disk.workerCount() * readsAWorker) * (readsOf.size() + 1);
    auto hasSent = false;
    for (auto first = waiting.begin(); first != waiting.end();)
    {
        const auto rest = static_cast<std::size_t>(waiting.end() - first);
        const auto middle = first + static_cast<std::ptrdiff_t>(std::min(sendable, rest));
        std::partial_sort(first, middle, waiting.end(), byRank);
        auto hasSentNow = false;
        for (; first != middle; ++first)
            if (isTimeFor(*first->window))
                hasSentNow = trySend(thread, *first, now) || hasSentNow;
        hasSent = hasSent || hasSentNow;
        // What is less urgent than many that found neither room nor place will find none either.
        if (!hasSentNow)
            break;
    }
    return hasSent;
}

std::vector<ReadScheduler::Candidate> ReadScheduler::candidates(Instant now)
{
    std::vector<Candidate> found;
    for (auto& [key, window] : parts.windows.all())
    {
        std::size_t item = 0;
        if (window.isComplete() || !window.isSplit || !window.source->isPresent() || !isTimeFor(window) ||
            !tryFindNext(window, now, item))
            continue;
        const Urgency urgency{window.urgencyClass(), window.blocks[item].neededAt, window.source->facts.length.value(),
                              window.residentCount == 0};
        found.push_back({urgency.kind, window.readsUnderWay, urgency, &window, item});
    }
    const auto blocks = parts.cache.memory().availableBlocks(1) / 2 / std::max<std::size_t>(1, found.size());
    fairShare = std::clamp<std::size_t>(blocks, 1, mostJoinedBlocks);
    return found;
}

/** Lower cohorts leave half of a device's places free, so that what turns out urgent never finds them all taken. */
bool ReadScheduler::isTimeFor(const StreamWindow& window) const
{
    const auto found = readsOf.find(window.source->device);
    const auto places = parts.disk.workerCount() * readsAWorker;
    const auto usable = window.key.cohort == Cohort::realtime ? places : places / 2;
    // A second decoder at work on one stretch of a compressed file would only get in the way of the first.
    const auto mostOfOne = window.source->seeksAreExpensive ? 1 : 2;
    return window.readsUnderWay < mostOfOne && (found == readsOf.end() || found->second < usable);
}

bool ReadScheduler::tryFindNext(StreamWindow& window, Instant now, std::size_t& item)
{
    for (item = 0; item < window.blocks.size(); ++item)
        if (isAbsentAndDue(*window.blocks[item].block, now))
            return true;
    return false;
}

bool ReadScheduler::isAbsentAndDue(const CachedBlock& block, Instant now)
{
    if (!block.isAbsent())
        return false;
    const auto retry = block.table->retries.find(block.index);
    if (retry == block.table->retries.end() || retry->second.due <= now)
        return true;
    nextDispatch = soonest(nextDispatch, retry->second.due);
    return false;
}

bool ReadScheduler::trySend(SignalThread& thread, const Candidate& candidate, Instant now)
{
    auto& window = *candidate.window;
    // The first block alone, so that nothing is heard later for the sake of what comes after it.
    const auto most = std::min(window.residentCount, fairShare);
    std::vector<CachedBlock*> run;
    std::vector<BlockLease> leases;
    for (auto* block : neighbours(candidate, std::max<std::size_t>(1, most), now))
    {
        const auto neededAt = window.blocks[candidate.item + run.size()].neededAt;
        auto lease = tryLease(thread, window, *block, neededAt, now);
        if (!lease)
            break;
        run.push_back(block);
        leases.push_back(std::move(lease));
    }
    window.hasNoRoom = run.empty() && !window.blocks[candidate.item].block->isResident() &&
                       window.blocks[candidate.item].block->read == 0;
    if (run.empty())
        return false;
    send(thread, candidate, run, std::move(leases));
    return true;
}

/** The blocks of the window from the candidate on that lie side by side in the file, in the order of need. */
std::vector<CachedBlock*> ReadScheduler::neighbours(const Candidate& candidate, std::size_t most, Instant now)
{
    const auto& items = candidate.window->blocks;
    std::vector<CachedBlock*> run;
    std::int64_t direction = 0;
    for (auto item = candidate.item; item < items.size() && run.size() < most; ++item)
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
        if (!isAbsentAndDue(*block, now))
            break;
        run.push_back(block);
    }
    return run;
}

BlockLease ReadScheduler::tryLease(SignalThread& thread, StreamWindow& window, CachedBlock& block, Instant neededAt,
                                   Instant now)
{
    const auto channels = block.table->table->channelCount();
    auto room = BlockCache::Room::none;
    if (window.key.cohort != Cohort::resident || parts.cache.tryPin(block))
        room = parts.cache.makeRoom(thread, channels, {window.urgencyClass(), neededAt}, now);
    if (room == BlockCache::Room::made)
        return parts.cache.tryAcquire(thread, channels);
    const auto pause = room == BlockCache::Room::coming ? memoryPause : noRoomPause;
    nextDispatch = soonest(nextDispatch, now + pause);
    return {};
}

void ReadScheduler::send(SignalThread& thread, const Candidate& candidate, const std::vector<CachedBlock*>& run,
                         std::vector<BlockLease> leases)
{
    auto& table = *run.front()->table;
    auto& source = table.source;
    const auto number = ++readCount;
    Read read{&table, {}, candidate.window->key, source.device};
    ReadBlocks wanted{number, source.id, source.edition, {}, {}, false};
    for (std::size_t i = 0; i < run.size(); ++i)
    {
        run[i]->read = number;
        read.blocks.push_back(run[i]->index);
        wanted.blocks.push_back({run[i]->index, std::move(leases[i]), {}});
    }
    // Read in the order of the file, also what is heard backwards.
    std::ranges::sort(wanted.blocks, {}, &ReadBlocks::Item::index);
    std::ranges::sort(read.blocks);

    missCount += run.size();
    ++candidate.window->readsUnderWay;
    ++readsOf[source.device];
    reads.emplace(number, std::move(read));
    parts.disk.submit(thread,
                      std::make_unique<ReadBlocksJob>(parts.context, source.medium(),
                                                      ReadBlocksJob::Grid{table.mapping, table.table->gridLength()},
                                                      std::move(wanted)),
                      {candidate.urgency, source.device, {number, 0}});
}

ReadScheduler::Finished ReadScheduler::finish(SignalThread&, std::uint64_t number)
{
    Finished finished;
    const auto found = reads.find(number);
    if (found == reads.end())
        return finished;
    const auto read = std::move(found->second);
    reads.erase(found);
    if (const auto count = readsOf.find(read.device); count != readsOf.end() && --count->second == 0)
        readsOf.erase(count);
    if (auto* window = parts.windows.find(read.window); window != nullptr && window->readsUnderWay > 0)
        --window->readsUnderWay;

    isDue = true;
    finished.table = read.table;
    for (const auto index : read.blocks)
    {
        auto* block = read.table != nullptr ? &read.table->blocks.at(index) : nullptr;
        if (block != nullptr)
            block->read = 0;
        finished.blocks.push_back(block);
    }
    return finished;
}

void ReadScheduler::cancelUnclaimed(SignalThread& thread, std::uint64_t number)
{
    const auto found = reads.find(number);
    if (found == reads.end() || found->second.table == nullptr)
        return;
    const auto isClaimed = [&](std::int64_t index) { return !found->second.table->blocks.at(index).claims.empty(); };
    if (std::ranges::any_of(found->second.blocks, isClaimed) || parts.disk.cancel(thread, number, 1) == 0)
        return;
    for (auto* block : finish(thread, number).blocks)
        parts.cache.settle(thread, *block);
}

void ReadScheduler::abandon(SignalThread& thread, const PhaseTable& table)
{
    std::vector<std::uint64_t> dropped;
    for (auto& [number, read] : reads)
    {
        if (read.table != &table)
            continue;
        read.table = nullptr;
        if (parts.disk.cancel(thread, number, 1) > 0)
            dropped.push_back(number);
    }
    for (const auto number : dropped)
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

} // namespace loophole::signal
