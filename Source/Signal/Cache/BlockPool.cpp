#include "Signal/Cache/BlockPool.h"

#include "Signal/Buffers/SlotStack.h"

#include <algorithm>
#include <atomic>
#include <cassert>
#include <cstdint>
#include <new>
#include <sys/mman.h>
#include <vector>

namespace loophole::signal
{

/** The slabs of a pool and who has them. Kept alive by every lease, so that one in a hung disk job stays valid. */
class BlockMemory
{
public:
    explicit BlockMemory(std::size_t slabCount)
        : slabs(slabCount), freeSlabs(slabCount), headers(slabCount), wasTouched(slabCount)
    {
        // MAP_NORESERVE: the budget is a ceiling, not a claim; pages come with their first use.
        auto* whole = slabs == 0 ? nullptr
                                 : mmap(nullptr, mappedBytes(), PROT_READ | PROT_WRITE,
                                        MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
        if (whole == MAP_FAILED)
            throw std::bad_alloc();
        mapped = whole;
        base = reinterpret_cast<float*>((reinterpret_cast<std::uintptr_t>(whole) + hugePage - 1) & ~(hugePage - 1));
#ifdef MADV_HUGEPAGE
        // The audio thread walks through thousands of blocks in each callback, more than the processor remembers
        // translations of small pages for. A wish: where it is refused, pages are small.
        madvise(base, slabs * BlockPool::slabBytes, MADV_HUGEPAGE);
#endif
    }
    ~BlockMemory()
    {
        if (mapped != nullptr)
            munmap(mapped, mappedBytes());
    }
    BlockMemory(const BlockMemory&) = delete;
    BlockMemory& operator=(const BlockMemory&) = delete;

    /** The control thread alone takes, so what is available stays so until it does. */
    [[nodiscard]] Block* tryTake(int channels)
    {
        if (freeSlabs.available() < static_cast<std::size_t>(channels))
        {
            meter.overran();
            return nullptr;
        }
        Block* block = nullptr;
        for (std::size_t c = 0; c < static_cast<std::size_t>(channels); ++c)
        {
            const std::size_t slab = *freeSlabs.tryPop();
            block = block == nullptr ? &headers[slab] : block;
            block->channels[c] = base + slab * static_cast<std::size_t>(limits::blockFrames);
            wasTouched[slab] ? meter.found() : meter.missed();
            wasTouched[slab] = true;
        }
        block->channelCount = channels;
        mostUsed.store(std::max(mostUsed.load(std::memory_order_relaxed), slabs - freeSlabs.available()),
                       std::memory_order_relaxed);
        meter.readDone(static_cast<std::size_t>(channels) * BlockPool::slabBytes);
        return block;
    }

    void giveBack(Block& block) noexcept
    {
        const auto gone = std::exchange(block, Block());
        meter.writeDone(static_cast<std::size_t>(gone.channelCount) * BlockPool::slabBytes);
        for (auto c = static_cast<std::size_t>(gone.channelCount); c > 0; --c)
            freeSlabs.push(static_cast<std::uint32_t>((gone.channels[c - 1] - base) / limits::blockFrames));
    }

    /** As long as they are taken here nobody else can have them. */
    void returnFreePages()
    {
        std::vector<std::uint32_t> taken;
        while (const auto slab = freeSlabs.tryPop())
            taken.push_back(*slab);
        for (auto slab = taken.rbegin(); slab != taken.rend(); ++slab)
        {
            if (wasTouched[*slab])
                madvise(base + *slab * static_cast<std::size_t>(limits::blockFrames), BlockPool::slabBytes,
                        MADV_DONTNEED);
            wasTouched[*slab] = false;
            freeSlabs.push(*slab);
        }
    }

    [[nodiscard]] std::size_t slabCount() const
    {
        return slabs;
    }
    [[nodiscard]] std::size_t freeCount() const
    {
        return freeSlabs.available();
    }
    [[nodiscard]] std::size_t mostEverUsed() const
    {
        return mostUsed.load(std::memory_order_relaxed);
    }
    [[nodiscard]] BufferMetrics metrics() const
    {
        return meter.metrics();
    }

private:
    static constexpr std::uintptr_t hugePage = std::uintptr_t{2} << 20;

    /** Room for the slabs to begin at a huge page; what is left over is never touched. */
    [[nodiscard]] std::size_t mappedBytes() const
    {
        return slabs * BlockPool::slabBytes + hugePage;
    }

    std::size_t slabs;
    std::atomic<std::size_t> mostUsed{0};
    void* mapped = nullptr;
    float* base = nullptr;
    SlotStack freeSlabs;          ///< last given back, first given out: its pages are there already
    std::vector<Block> headers;   ///< by the block's first slab, so that a Block's address never moves
    std::vector<bool> wasTouched; ///< slabs whose pages are there
    BufferMeter meter{BufferType::pool};
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
void BlockPool::returnFreePages(SignalThread&)
{
    memory->returnFreePages();
}
BufferMetrics BlockPool::metrics() const
{
    auto now = memory->metrics();
    now.limitBytes = budgetBytes();
    return now;
}

} // namespace loophole::signal
