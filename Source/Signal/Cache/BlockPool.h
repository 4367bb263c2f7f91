#pragma once

#include "Concurrency/ThreadTokens.h"
#include "Signal/Buffers/BufferMeter.h"
#include "Signal/Cache/BlockLease.h"

#include <cstddef>
#include <memory>

namespace loophole::signal
{

/**
    Owns the memory of all blocks: a budget of bytes, reserved as addresses at once and given out in slabs of
    limits::blockFrames floats, one slab a channel. Pages are first touched by whoever fills a block, so that resident
    memory grows with use and never past the budget; slabs given back are the first to be given out again. Where the
    budget may change, addresses are reserved for the most that it may become.
    Belongs to Signal's control thread; leases find their way home from any thread but the audio thread.
*/
class BlockPool final : public MeteredBuffer
{
public:
    static constexpr std::size_t slabBytes = static_cast<std::size_t>(limits::blockFrames) * sizeof(float);

    /** Rounded down to whole slabs. Throws std::bad_alloc where not even the addresses can be had. */
    explicit BlockPool(std::size_t budgetBytes, std::size_t mostBytes = 0);

    /** At most what was reserved. A smaller one is reached as blocks come back: see excessBytes() and settle(). */
    void setBudget(SignalThread&, std::size_t bytes);
    /** In use beyond the budget, since it was lowered. */
    [[nodiscard]] std::size_t excessBytes() const;
    /** Keeps what has come back since, and gives its pages to the system, until the budget is reached. */
    void settle(SignalThread&);

    /** A block of 1 … limits::maxChannels channels with undefined samples; an empty lease where the budget is spent. */
    [[nodiscard]] BlockLease tryAcquire(SignalThread&, int channels);

    /** What blocks of `channels` channels can still be had. */
    [[nodiscard]] std::size_t availableBlocks(int channels) const;

    [[nodiscard]] std::size_t usedBytes() const;
    [[nodiscard]] std::size_t peakBytes() const; ///< most that was ever in use at once
    [[nodiscard]] std::size_t budgetBytes() const;

    /** Tells the system that what is free need not be kept; its pages come anew with their next use. */
    void returnFreePages(SignalThread&);

    /** Reads are blocks given out, writes blocks taken back, hits slabs whose pages were there already. Its memory is
     * told by what lies in it. */
    [[nodiscard]] BufferMetrics metrics() const override;

private:
    std::shared_ptr<BlockMemory> memory;
};

} // namespace loophole::signal
