#include "Signal/Stream/BlockCache.h"

#include "Signal/Stream/StreamWindow.h"

#include <algorithm>
#include <cassert>

namespace loophole::signal
{
namespace
{

/** Looking for victims goes over all blocks, so it finds many at once … */
constexpr std::ptrdiff_t victimsAtOnce = 64;
/** … and, when there were none, is not repeated sooner than this: needs only ripen with time. */
constexpr Instant victimsPause = std::chrono::milliseconds(5);

std::size_t bytesOf(const CachedBlock& block)
{
    return static_cast<std::size_t>(block.table->table->channelCount()) * BlockPool::slabBytes;
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
    if (block.isResident() && block.claims.empty())
        claimed.splice(claimed.end(), idle, block.place);
    block.claims.push_back(claim);
    if (block.isResident() && claim.window->key.cohort == Cohort::resident)
        (void) tryPin(block);
    victimsAreKnown = false;
    return {&block, block.claims.size() - 1};
}

void BlockCache::release(SignalThread&, CachedBlock& block, std::size_t claim)
{
    assert(claim < block.claims.size());
    block.claims[claim] = block.claims.back();
    block.claims.pop_back();
    if (claim < block.claims.size())
    {
        const auto& moved = block.claims[claim];
        moved.window->blocks[moved.place].claim = claim;
    }
    if (block.isPinned && !hasResidentClaim(block))
        unpin(block);
    if (block.isResident() && block.claims.empty())
        idle.splice(idle.end(), claimed, block.place);
    victimsAreKnown = false;
}

void BlockCache::settle(SignalThread&, CachedBlock& block)
{
    if (block.claims.empty() && block.isAbsent())
        block.table->blocks.erase(std::int64_t{block.index});
}

BlockCache::Room BlockCache::makeRoom(SignalThread& thread, int channels, BlockNeed need, Instant now)
{
    auto coming = pool.availableBlocks(1);
    for (const auto& waiting : retired)
        coming += static_cast<std::size_t>(waiting.lease->channelCount);
    const auto wanted = static_cast<std::size_t>(channels);
    while (coming < wanted)
    {
        auto* victim = idle.empty() ? nextVictim(need, now) : idle.front();
        if (victim == nullptr)
            return Room::none;
        coming += static_cast<std::size_t>(victim->lease->channelCount);
        retire(thread, *victim);
        settle(thread, *victim);
    }
    if (pool.availableBlocks(channels) == 0)
        collect(thread);
    return pool.availableBlocks(channels) > 0 ? Room::made : Room::coming;
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
    block.lease = std::move(lease);
    auto& list = block.claims.empty() ? idle : claimed;
    block.place = list.insert(list.end(), &block);
    block.table->table->put(thread, block.index, block.lease.get());
    for (const auto& claim : block.claims)
        ++claim.window->residentCount;
    if (hasResidentClaim(block))
        (void) tryPin(block); // where the share is spent it stays as long as others do
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
    victims.clear();
    victimsAreKnown = false;
}

std::size_t BlockCache::giveBackUnclaimed(SignalThread& thread, std::size_t bytes)
{
    std::size_t given = 0;
    while (given < bytes && !idle.empty())
    {
        auto& block = *idle.front();
        given += bytesOf(block);
        retire(thread, block);
        settle(thread, block);
    }
    return given;
}

std::size_t BlockCache::obtainableBytes() const
{
    auto bytes = pool.budgetBytes() - pool.usedBytes();
    for (const auto& waiting : retired)
        bytes += static_cast<std::size_t>(waiting.lease->channelCount) * BlockPool::slabBytes;
    for (const auto* block : idle)
        bytes += bytesOf(*block);
    return bytes;
}

bool BlockCache::collect(SignalThread&)
{
    const auto before = retired.size();
    std::erase_if(retired, [this](const Retired& old) { return epoch.hasPassed(old.ticket); });
    return retired.size() < before;
}

BlockNeed BlockCache::needOf(const CachedBlock& block)
{
    BlockNeed most;
    for (const auto& claim : block.claims)
        most = std::min(most, BlockNeed{claim.window->urgencyClass(), claim.window->blocks[claim.place].neededAt});
    return most;
}

/** Unlinks the block from the table first: the ticket counts from there on. */
void BlockCache::retire(SignalThread& thread, CachedBlock& block)
{
    block.table->table->put(thread, block.index, nullptr);
    retired.push_back({std::move(block.lease), epoch.ticket()});
    (block.claims.empty() ? idle : claimed).erase(block.place);
    unpin(block);
    for (const auto& claim : block.claims)
        --claim.window->residentCount;
}

void BlockCache::unpin(CachedBlock& block)
{
    if (block.isPinned)
        pinned -= bytesOf(block);
    block.isPinned = false;
}

void BlockCache::findVictims(Instant now)
{
    std::vector<std::pair<BlockNeed, CachedBlock*>> all;
    for (auto* block : claimed)
    {
        const auto need = needOf(*block);
        if (!block->isPinned && need.neededAt > now + protectedAhead)
            all.emplace_back(need, block);
    }
    const auto count = std::min<std::ptrdiff_t>(victimsAtOnce, static_cast<std::ptrdiff_t>(all.size()));
    const auto byNeed = [](const auto& a, const auto& b) { return a.first > b.first; };
    std::partial_sort(all.begin(), all.begin() + count, all.end(), byNeed);
    victims.clear();
    for (auto entry = all.begin(); entry != all.begin() + count; ++entry)
        victims.insert(victims.begin(), entry->second);
    victimsAreKnown = true;
    victimsFoundAt = now;
}

CachedBlock* BlockCache::nextVictim(BlockNeed need, Instant now)
{
    if (!victimsAreKnown || (victims.empty() && now >= victimsFoundAt + victimsPause))
        findVictims(now);
    // Only for what is needed sooner: blocks that chase one another out would be read for ever.
    if (victims.empty() || needOf(*victims.back()) <= need)
        return nullptr;
    auto* victim = victims.back();
    victims.pop_back();
    return victim;
}

} // namespace loophole::signal
