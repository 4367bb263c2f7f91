#include "Signal/Cache/BlockPool.h"

#include <algorithm>
#include <atomic>
#include <cassert>
#include <mutex>
#include <new>
#include <sys/mman.h>
#include <vector>

namespace loophole::signal
{

/** The slabs of a pool and who has them. Kept alive by every lease, so that one in a hung disk job stays valid. */
class BlockMemory
{
public:
    explicit BlockMemory(std::size_t slabCount) : slabs(slabCount), headers(slabCount)
    {
        // MAP_NORESERVE: the budget is a ceiling, not a claim; pages come with their first use.
        auto* mapped = slabs == 0 ? nullptr
                                  : mmap(nullptr, slabs * BlockPool::slabBytes, PROT_READ | PROT_WRITE,
                                         MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
        if (mapped == MAP_FAILED)
            throw std::bad_alloc();
        base = static_cast<float*>(mapped);
        freeSlabs.reserve(slabs);
        for (auto slab = slabs; slab > 0; --slab)
            freeSlabs.push_back(slab - 1);
    }
    ~BlockMemory()
    {
        if (base != nullptr)
            munmap(base, slabs * BlockPool::slabBytes);
    }
    BlockMemory(const BlockMemory&) = delete;
    BlockMemory& operator=(const BlockMemory&) = delete;

    [[nodiscard]] Block* tryTake(int channels)
    {
        const std::scoped_lock lock(mutex);
        if (freeSlabs.size() < static_cast<std::size_t>(channels))
            return nullptr;
        auto& block = headers[freeSlabs.back()];
        block.channelCount = channels;
        for (std::size_t c = 0; c < static_cast<std::size_t>(channels); ++c)
        {
            block.channels[c] = base + freeSlabs.back() * static_cast<std::size_t>(limits::blockFrames);
            freeSlabs.pop_back();
        }
        mostUsed = std::max(mostUsed, slabs - freeSlabs.size());
        return &block;
    }

    void giveBack(Block& block) noexcept
    {
        const std::scoped_lock lock(mutex);
        for (auto c = static_cast<std::size_t>(block.channelCount); c > 0; --c)
        {
            const auto offset = block.channels[c - 1] - base;
            freeSlabs.push_back(static_cast<std::size_t>(offset / limits::blockFrames));
        }
        block = Block();
    }

    [[nodiscard]] std::size_t slabCount() const { return slabs; }
    [[nodiscard]] std::size_t freeCount() const
    {
        const std::scoped_lock lock(mutex);
        return freeSlabs.size();
    }
    [[nodiscard]] std::size_t mostEverUsed() const
    {
        const std::scoped_lock lock(mutex);
        return mostUsed;
    }

private:
    mutable std::mutex mutex;
    std::size_t slabs;
    std::size_t mostUsed = 0;
    float* base = nullptr;
    std::vector<std::size_t> freeSlabs; ///< last given back, first given out: its pages are there already
    std::vector<Block> headers;         ///< by the block's first slab, so that a Block's address never moves
};

void BlockLease::reset() noexcept
{
    if (leased != nullptr)
        memory->giveBack(*leased);
    leased = nullptr;
    memory.reset();
}

BlockPool::BlockPool(std::size_t budgetBytes) : memory(std::make_shared<BlockMemory>(budgetBytes / slabBytes)) {}

BlockLease BlockPool::tryAcquire(SignalThread&, int channels)
{
    assert(channels >= 1 && channels <= limits::maxChannels);
    auto* block = memory->tryTake(channels);
    return block != nullptr ? BlockLease(memory, block) : BlockLease();
}

std::size_t BlockPool::availableBlocks(int channels) const
{
    return memory->freeCount() / static_cast<std::size_t>(channels);
}
std::size_t BlockPool::usedBytes() const
{
    return (memory->slabCount() - memory->freeCount()) * slabBytes;
}
std::size_t BlockPool::peakBytes() const
{
    return memory->mostEverUsed() * slabBytes;
}
std::size_t BlockPool::budgetBytes() const
{
    return memory->slabCount() * slabBytes;
}

} // namespace loophole::signal
