#include "Signal/Stream/BlockCache.h"

#include "Signal/Stream/AssetSource.h"
#include "Signal/Stream/StreamWindow.h"

#include <algorithm>
#include <cassert>

namespace loophole::signal
{
namespace
{

/** Kept free of what is only idle: a burst of urgent reads begins at once. */
constexpr std::size_t reserveShare = 32;

std::size_t slabsOf(const CachedBlock& block)
{
    return static_cast<std::size_t>(block.table->table->channelCount());
}

std::size_t bytesOf(const CachedBlock& block)
{
    return slabsOf(block) * BlockPool::slabBytes;
}

/** Its blocks are copies of what the system's cache of the file holds. */
bool isCheap(const PhaseTable& table)
{
    return table.mapping.isIdentity() && !table.source.seeksAreExpensive;
}

bool hasResidentClaim(const CachedBlock& block)
{
    return std::ranges::any_of(block.claims, [](const auto& c) { return c.window->key.cohort == Cohort::resident; });
}

} // namespace

BlockCache::BlockCache(BlockPool& pool, const AudioEpoch& epoch, std::size_t residentBytes, Instant protectedAhead)
    : pool(pool), epoch(epoch), residentBytes(residentBytes), protectedAhead(protectedAhead)
{
}

std::pair<CachedBlock*, std::size_t> BlockCache::claim(SignalThread&, PhaseTable& table, std::int64_t index,
                                                       BlockClaim claim)
{
    auto& block = table.blocks[index];
    block.table = &table;
    block.index = index;
    block.claims.push_back(claim);
    if (block.isResident())
    {
        if (claim.window->key.cohort == Cohort::resident)
            (void) tryPin(block);
        standAt(block, block.claims.size() == 1 ? claim.need : std::min(block.need, claim.need));
    }
    return {&block, block.claims.size() - 1};
}

void BlockCache::release(SignalThread&, CachedBlock& block, std::size_t claim)
{
    assert(claim < block.claims.size());
    const auto wasMostUrgent = block.claims[claim].need == block.need;
    block.claims[claim] = block.claims.back();
    block.claims.pop_back();
    if (claim < block.claims.size())
    {
        const auto& moved = block.claims[claim];
        moved.window->blocks[moved.place].claim = claim;
    }
    if (block.isPinned && !hasResidentClaim(block))
        unpin(block);
    // Many clips of one loop claim one block: all of them are looked at only where it was the most urgent that went.
    if (block.isResident())
        standAt(block, wasMostUrgent || block.claims.empty() ? needOf(block) : block.need);
}

void BlockCache::settle(SignalThread& thread, CachedBlock& block)
{
    if (block.claims.empty() && block.isResident() && keepsOnlyDear && isCheap(*block.table))
        retire(thread, block);
    if (block.claims.empty() && block.isAbsent())
        block.table->blocks.erase(std::int64_t{block.index});
}

BlockCache::Room BlockCache::makeRoom(SignalThread& thread, int channels, BlockNeed need, Instant now)
{
    const auto free = pool.availableBlocks(1);
    const auto reserve = need.kind == UrgencyClass::idle ? reserveSlabs() : 0;
    const auto wanted = static_cast<std::size_t>(channels);
    while (free + retiredSlabs < promisedSlabs + wanted + reserve)
    {
        auto* victim = findVictim(need, now);
        if (victim == nullptr)
            return Room::none;
        retire(thread, *victim);
        settle(thread, *victim);
    }
    if (free >= wanted + reserve)
        return Room::made;
    if (collect(thread) && pool.availableBlocks(1) >= wanted + reserve)
        return Room::made;
    promisedSlabs += wanted;
    return Room::coming;
}

bool BlockCache::tryPin(CachedBlock& block)
{
    if (!block.isPinned && pinned + bytesOf(block) <= residentBytes)
    {
        block.isPinned = true;
        pinned += bytesOf(block);
    }
    return block.isPinned;
}

void BlockCache::install(SignalThread& thread, CachedBlock& block, BlockLease lease)
{
    if (block.isResident())
    {
        block.table->table->put(thread, block.index, lease.get());
        retiredSlabs += slabsOf(block);
        retired.push_back({std::exchange(block.lease, std::move(lease)), epoch.ticket()});
        return;
    }
    block.lease = std::move(lease);
    block.table->table->put(thread, block.index, block.lease.get());
    for (const auto& claim : block.claims)
    {
        ++claim.window->residentCount;
        changed.add(*claim.window);
    }
    if (hasResidentClaim(block))
        (void) tryPin(block); // where the share is spent it stays as long as others do
    standAt(block, needOf(block));
}

void BlockCache::drop(SignalThread& thread, PhaseTable& table)
{
    for (auto& [index, block] : table.blocks)
    {
        assert(block.claims.empty());
        if (block.isResident())
            retire(thread, block);
    }
    table.blocks.clear();
}

bool BlockCache::collect(SignalThread&)
{
    promisedSlabs = 0;
    const auto before = retired.size();
    std::erase_if(retired,
                  [this](const Retired& old)
                  {
                      if (!epoch.hasPassed(old.ticket))
                          return false;
                      retiredSlabs -= static_cast<std::size_t>(old.lease->channelCount);
                      return true;
                  });
    return retired.size() < before;
}

void BlockCache::keepFree(SignalThread& thread)
{
    const auto reserve = reserveSlabs();
    const auto free = pool.availableBlocks(1) + retiredSlabs;
    if (free < reserve)
        giveBackSpare(thread, (reserve - free) * BlockPool::slabBytes);
}

std::size_t BlockCache::giveBackSpare(SignalThread& thread, std::size_t bytes)
{
    const auto isSpare = [](const CachedBlock& block) { return block.need.kind == UrgencyClass::idle; };
    std::size_t given = 0;
    while (given < bytes)
    {
        auto* victim = order.findLeastNeeded(isSpare);
        if (victim == nullptr)
            break;
        given += bytesOf(*victim);
        retire(thread, *victim);
        settle(thread, *victim);
    }
    return given;
}

std::size_t BlockCache::obtainableBytes() const
{
    return (pool.availableBlocks(1) + retiredSlabs + spareSlabs) * BlockPool::slabBytes;
}

std::size_t BlockCache::reserveSlabs() const
{
    return pool.budgetBytes() / BlockPool::slabBytes / reserveShare;
}

BlockNeed BlockCache::needOf(const CachedBlock& block) const
{
    // Later than any claim of an idle window, and the later the longer ago it was used.
    BlockNeed most{UrgencyClass::idle, Instant::max() - Instant(uses)};
    for (const auto& claim : block.claims)
        most = std::min(most, claim.need);
    return most;
}

void BlockCache::standAt(CachedBlock& block, BlockNeed need)
{
    const auto isStanding = block.place != CachedBlock::noPlace;
    if (isStanding && !block.isPinned && block.need == need)
        return;
    leaveOrder(block);
    block.need = need;
    if (block.isPinned)
        return;
    order.add(block);
    if (block.claims.empty())
    {
        ++uses;
        ++unclaimed;
        block.countsAsUnclaimed = true;
    }
    if (need.kind == UrgencyClass::idle)
        spareSlabs += slabsOf(block);
}

void BlockCache::leaveOrder(CachedBlock& block)
{
    if (block.place == CachedBlock::noPlace)
        return;
    order.remove(block);
    if (std::exchange(block.countsAsUnclaimed, false))
        --unclaimed;
    if (block.need.kind == UrgencyClass::idle)
        spareSlabs -= slabsOf(block);
}

/** Unlinks the block from the table first: the ticket counts from there on. */
void BlockCache::retire(SignalThread& thread, CachedBlock& block)
{
    leaveOrder(block);
    unpin(block);
    block.table->table->put(thread, block.index, nullptr);
    retiredSlabs += slabsOf(block);
    retired.push_back({std::move(block.lease), epoch.ticket()});
    for (const auto& claim : block.claims)
    {
        --claim.window->residentCount;
        claim.window->firstAbsent = std::min(claim.window->firstAbsent, claim.place);
        changed.add(*claim.window);
    }
}

void BlockCache::unpin(CachedBlock& block)
{
    if (!block.isPinned)
        return;
    pinned -= bytesOf(block);
    ++unpinCount;
    block.isPinned = false;
}

CachedBlock* BlockCache::findVictim(BlockNeed need, Instant now)
{
    // Only for what is needed sooner: blocks that chase one another out would be read for ever.
    const auto mayGo = [&](const CachedBlock& block)
    {
        const auto isHeardSoon =
            block.need.kind < UrgencyClass::resident && block.need.neededAt <= now + protectedAhead;
        return need < block.need && !isHeardSoon;
    };
    return order.findLeastNeeded(mayGo);
}

} // namespace loophole::signal
