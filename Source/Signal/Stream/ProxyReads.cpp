#include "Signal/Stream/ProxyReads.h"

#include "Signal/Stream/ReadBlocksJob.h"

#include <algorithm>

namespace loophole::signal
{
namespace
{

/** What found no memory is tried again after this. */
constexpr Instant memoryPause = std::chrono::milliseconds(5);

/** Of what is only made better: behind all that is waited for. */
constexpr BlockNeed leastNeed{UrgencyClass::background, Instant::max()};

bool isBeforeRetry(const CachedBlock& block, Instant now)
{
    const auto retry = block.table->retries.find(block.index);
    return retry != block.table->retries.end() && retry->second.due > now;
}

/** In memory, from the proxy, and not being read again. */
bool isRestorable(const CachedBlock& block, Instant now)
{
    return block.isResident() && block.lease->isProxy && block.read == 0 && !isBeforeRetry(block, now);
}

/** Whether anything of the asset in memory is from its proxy, whoever may want it. */
bool hasBlocksOfProxy(const AssetSource& source)
{
    for (const auto& [mapping, table] : source.tables)
        for (const auto& [index, block] : table->blocks)
            if (block.isResident() && block.lease->isProxy)
                return true;
    return false;
}

bool hasRetries(const AssetSource& source)
{
    return std::ranges::any_of(source.tables, [](const auto& entry) { return !entry.second->retries.empty(); });
}

} // namespace

void ProxyReads::step(SignalThread& thread)
{
    const auto now = parts.clock.now();
    nextStep = Instant::max();
    for (auto* source : parts.proxySwitch.sources())
    {
        fill(thread, *source, now);
        restore(thread, *source, now);
    }
}

bool ProxyReads::wantsProxy(const AssetSource& source, const CachedBlock& block, Instant now) const
{
    if (block.isResident() || isOwn(block.read))
        return false;
    if (!source.readsProxy)
        return block.read == 0 && source.isPresent() && isBeforeRetry(block, now);
    // A read of the original that is under way is taken over only where it cannot be counted on.
    return block.read == 0 || parts.proxySwitch.isOriginalDoubtful(source);
}

template <class Predicate>
ProxyReads::Item ProxyReads::mostUrgent(const AssetSource& source, Predicate isWanted) const
{
    Item best;
    for (auto* window : source.windows)
    {
        if (window->key.cohort == Cohort::idle)
            continue; // idle memory is for originals
        for (std::size_t place = 0; place < window->blocks.size(); ++place)
        {
            const auto& item = window->blocks[place];
            const BlockNeed need{window->urgencyClassAt(item.neededAt), item.neededAt};
            if ((best.window == nullptr || need < best.need) && isWanted(*item.block))
                best = {window, place, need};
        }
    }
    return best;
}

/** The item's block and those behind it that lie beside it in the file, with memory for each. */
template <class Predicate>
ProxyReads::Wanted ProxyReads::lease(SignalThread& thread, const Item& first, std::size_t most, BlockNeed need,
                                     Instant now, Predicate isWanted)
{
    Wanted wanted;
    const auto& items = first.window->blocks;
    for (auto place = first.place; place < items.size() && wanted.blocks.size() < most; ++place)
    {
        auto& block = *items[place].block;
        const auto isNext = wanted.blocks.empty() || std::abs(block.index - wanted.blocks.back()->index) == 1;
        if (!isNext || !isWanted(block))
            break;
        if (first.window->key.cohort == Cohort::resident && !block.isResident() && !parts.cache.tryPin(block))
            break;
        const auto channels = block.table->table->channelCount();
        if (parts.cache.makeRoom(thread, channels, need, now) != BlockCache::Room::made)
            break;
        auto memory = parts.cache.tryAcquire(thread, channels);
        if (!memory)
            break;
        wanted.blocks.push_back(&block);
        wanted.leases.push_back(std::move(memory));
    }
    if (wanted.blocks.empty())
        nextStep = std::min(nextStep, now + memoryPause);
    return wanted;
}

void ProxyReads::fill(SignalThread& thread, AssetSource& source, Instant now)
{
    if (!source.readsProxy && !hasRetries(source))
        return;
    const auto isWanted = [&](const CachedBlock& block) { return wantsProxy(source, block, now); };
    while (readsOf(source.id, true) < mostReadsOfOne)
    {
        const auto first = mostUrgent(source, isWanted);
        if (first.window == nullptr)
            return;
        // The first block alone, so that nothing is heard later for the sake of what comes after it.
        const auto most = first.window->residentCount == 0 ? 1 : mostJoinedBlocks;
        auto wanted = lease(thread, first, most, first.need, now, isWanted);
        if (wanted.blocks.empty())
            return;
        send(thread, std::move(wanted), true,
             {first.need.kind, first.need.neededAt, source.proxy->facts.length.value(), true}, now);
    }
}

void ProxyReads::restore(SignalThread& thread, AssetSource& source, Instant now)
{
    if (!source.hasProxyBlocks || readsOf(source.id, false) > 0 || !parts.proxySwitch.mayTryOriginal(source))
        return;
    const auto isWanted = [&](const CachedBlock& block) { return isRestorable(block, now); };
    const auto isAhead = [&](const StreamWindow::Item& item) { return item.neededAt >= now; };
    auto first = mostUrgent(source, isWanted);
    if (first.window == nullptr)
    {
        source.hasProxyBlocks = hasBlocksOfProxy(source);
        return;
    }
    // What is still to be heard goes before what has been.
    const auto& items = first.window->blocks;
    for (auto place = first.place; place < items.size(); ++place)
        if (isAhead(items[place]) && isWanted(*items[place].block))
        {
            first.place = place;
            break;
        }
    auto wanted = lease(thread, first, mostRestoredBlocks, leastNeed, now, isWanted);
    if (!wanted.blocks.empty())
        send(thread, std::move(wanted), false, {UrgencyClass::background, now, source.facts.length.value(), true}, now);
}

void ProxyReads::send(SignalThread& thread, Wanted wanted, bool isProxy, const Urgency& urgency, Instant now)
{
    auto& table = *wanted.blocks.front()->table;
    auto& source = table.source;
    const auto number = tags + readCount++;
    const auto medium = isProxy ? source.proxyMedium() : source.medium();
    ReadBlocks result{number, source.id, medium.edition, {}, {}, false};
    for (std::size_t i = 0; i < wanted.blocks.size(); ++i)
    {
        wanted.blocks[i]->read = number;
        changeClaimantsOf(*wanted.blocks[i]);
        result.blocks.push_back({wanted.blocks[i]->index, std::move(wanted.leases[i]), {}});
    }
    std::ranges::sort(result.blocks, {}, &ReadBlocks::Item::index);
    reads.emplace(number, Read{&table, source.id, isProxy, now});
    const GridMapping mapping =
        isProxy ? GridMapping(medium.facts.sampleRate, parts.windows.gridRate(), table.mapping.phase()) : table.mapping;
    parts.disk.submit(thread,
                      std::make_unique<ReadBlocksJob>(parts.context, medium,
                                                      ReadBlocksJob::Grid{mapping, table.table->gridLength()},
                                                      std::move(result)),
                      {urgency, isProxy ? source.proxyDevice : source.device, {number, 0}});
}

ProxyReads::Finished ProxyReads::finish(SignalThread& thread, ReadBlocks& result)
{
    Finished finished;
    const auto node = reads.extract(result.read);
    if (node.empty() || node.mapped().table == nullptr)
        return finished;
    const auto& read = node.mapped();
    finished.source = &read.table->source;
    finished.isProxy = read.isProxy;
    for (auto& item : result.blocks)
    {
        const auto found = read.table->blocks.find(item.index);
        if (found == read.table->blocks.end() || found->second.read != result.read)
            continue;
        auto& block = found->second;
        block.read = 0;
        changeClaimantsOf(block);
        if (item.failure)
        {
            finished.failed.push_back(&block);
            continue;
        }
        if (!read.isProxy)
            read.table->retries.erase(item.index);
        parts.cache.install(thread, block, std::move(item.lease));
        finished.source->hasProxyBlocks = finished.source->hasProxyBlocks || read.isProxy;
        finished.installed.push_back(&block);
    }
    if (!read.isProxy && finished.failed.empty() && !result.lost)
        parts.proxySwitch.originalCame(thread, *finished.source, parts.clock.now() - read.sentAt);
    return finished;
}

/** Those who would read it from the original look again. */
void ProxyReads::changeClaimantsOf(const CachedBlock& block)
{
    for (const auto& claim : block.claims)
        parts.cache.changedWindows().add(*claim.window);
}

void ProxyReads::abandon(SignalThread& thread, const PhaseTable& table)
{
    for (auto entry = reads.begin(); entry != reads.end();)
    {
        const auto isOfTable = entry->second.table == &table;
        if (isOfTable)
            entry->second.table = nullptr;
        if (isOfTable && parts.disk.cancel(thread, entry->first, 1) > 0)
            entry = reads.erase(entry);
        else
            ++entry;
    }
}

int ProxyReads::readsOf(AssetId asset, bool isProxy) const
{
    return static_cast<int>(std::ranges::count_if(
        reads, [&](const auto& entry)
        { return entry.second.table != nullptr && entry.second.asset == asset && entry.second.isProxy == isProxy; }));
}

} // namespace loophole::signal
