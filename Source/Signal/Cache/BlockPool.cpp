#include "Signal/Cache/BlockPool.h"

#include "Signal/Buffers/SlotStack.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <cassert>
#include <cstdint>
#include <memory>
#include <new>
#include <sys/mman.h>
#include <vector>

namespace loophole::signal
{

/** The slabs of a pool and who has them. Kept alive by every lease, so that one in a hung disk job stays valid. */
class BlockMemory
{
public:
    BlockMemory(std::size_t slabsNow, std::size_t mostSlabs)
        : slabs(std::max(slabsNow, mostSlabs)),
          allowed(slabsNow),
          freeSlabs(slabs),
          headers((slabs + headersAtOnce - 1) / headersAtOnce),
          wasTouched(slabs)
    {
        withhold();
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
            block = block == nullptr ? &headerOf(slab) : block;
            block->channels[c] = base + slab * static_cast<std::size_t>(limits::blockFrames);
            wasTouched[slab] ? meter.found() : meter.missed();
            wasTouched[slab] = true;
        }
        block->channelCount = channels;
        mostUsed.store(std::max(mostUsed.load(std::memory_order_relaxed), usedCount()), std::memory_order_relaxed);
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
            returnPages(*slab);
            freeSlabs.push(*slab);
        }
    }

    void allow(std::size_t count)
    {
        allowed = std::min(count, slabs);
        while (!withheld.empty() && slabs - withheld.size() < allowed)
        {
            freeSlabs.push(withheld.back());
            withheld.pop_back();
        }
        withhold();
    }

    /** What lies beyond the budget is taken, so that nobody else can have it. */
    void withhold()
    {
        while (slabs - withheld.size() > allowed)
        {
            const auto slab = freeSlabs.tryPop();
            if (!slab)
                return;
            returnPages(*slab);
            withheld.push_back(*slab);
        }
    }

    /** Beyond the budget and in use. */
    [[nodiscard]] std::size_t excess() const
    {
        return slabs - withheld.size() - allowed;
    }
    [[nodiscard]] std::size_t allowedCount() const
    {
        return allowed;
    }
    [[nodiscard]] std::size_t usedCount() const
    {
        return slabs - withheld.size() - freeSlabs.available();
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
    static constexpr std::size_t headersAtOnce = 1024;

    /** Made a thousand at a time: a pool may reserve far more than it ever gives out. */
    [[nodiscard]] Block& headerOf(std::size_t slab)
    {
        auto& some = headers[slab / headersAtOnce];
        if (some == nullptr)
            some = std::make_unique<std::array<Block, headersAtOnce>>();
        return (*some)[slab % headersAtOnce];
    }

    void returnPages(std::uint32_t slab)
    {
        if (wasTouched[slab])
            madvise(base + slab * static_cast<std::size_t>(limits::blockFrames), BlockPool::slabBytes, MADV_DONTNEED);
        wasTouched[slab] = false;
    }

    /** Room for the slabs to begin at a huge page; what is left over is never touched. */
    [[nodiscard]] std::size_t mappedBytes() const
    {
        return slabs * BlockPool::slabBytes + hugePage;
    }

    std::size_t slabs;
    std::size_t allowed; ///< of them
    std::atomic<std::size_t> mostUsed{0};
    void* mapped = nullptr;
    float* base = nullptr;
    SlotStack freeSlabs; ///< last given back, first given out: its pages are there already
    /** By the block's first slab, so that a Block's address never moves. */
    std::vector<std::unique_ptr<std::array<Block, headersAtOnce>>> headers;
    std::vector<bool> wasTouched;        ///< slabs whose pages are there
    std::vector<std::uint32_t> withheld; ///< for which the budget has no room
    BufferMeter meter{BufferType::pool};
};

void BlockLease::reset() noexcept
{
    if (leased != nullptr)
        memory->giveBack(*leased);
    leased = nullptr;
    memory.reset();
}

BlockPool::BlockPool(std::size_t budgetBytes, std::size_t mostBytes)
    : memory(std::make_shared<BlockMemory>(budgetBytes / slabBytes, mostBytes / slabBytes))
{
}

void BlockPool::setBudget(SignalThread&, std::size_t bytes)
{
    memory->allow(bytes / slabBytes);
}

std::size_t BlockPool::excessBytes() const
{
    return memory->excess() * slabBytes;
}

void BlockPool::settle(SignalThread&)
{
    memory->withhold();
}

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
    return memory->usedCount() * slabBytes;
}
std::size_t BlockPool::peakBytes() const
{
    return memory->mostEverUsed() * slabBytes;
}
std::size_t BlockPool::budgetBytes() const
{
    return memory->allowedCount() * slabBytes;
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
