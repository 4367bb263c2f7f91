#pragma once

#include "Concurrency/AudioEpoch.h"
#include "Signal/Cache/BlockPool.h"
#include "Signal/Stream/ChangedWindows.h"
#include "Signal/Stream/GiveBackOrder.h"

#include <deque>

namespace loophole::signal
{

/**
    Decides which blocks stay in memory, on Signal's control thread. What no window claims is given back first, the
    one unused for longest before others; then what only idle windows claim, the farthest first; then what is needed
    later than what asks for room. Never given back: resident heads within their share, and what is heard within
    `protectedAhead`.
*/
class BlockCache
{
public:
    enum class Room
    {
        made,
        coming, ///< given back already, but a callback may still read it: ask again after collect()
        none
    };

    BlockCache(BlockPool& pool, const AudioEpoch& epoch, std::size_t residentBytes, Instant protectedAhead);

    /** Adds a window's claim on block `index`; returns the block and the place of the claim in it. */
    [[nodiscard]] std::pair<CachedBlock*, std::size_t> claim(SignalThread&, PhaseTable&, std::int64_t index,
                                                             BlockClaim);
    /** Takes a claim away. Follow with settle() once the new claims stand. */
    void release(SignalThread&, CachedBlock&, std::size_t claim);
    /** Lets a block that nobody claims go where only what is dear is kept, and forgets it where it is not in memory.
        May destroy the block. */
    void settle(SignalThread&, CachedBlock&);

    /** The share of resident heads from now on; those that have theirs keep it. */
    void setResidentBytes(std::size_t bytes) { residentBytes = bytes; }

    /** What nobody claims is kept from now on only where it had to be decoded or resampled. */
    void keepOnlyWhatIsDear() { keepsOnlyDear = true; }

    /**
        Room for one more block. What is coming is promised to those that asked since the last collect(), so that
        many that ask have much given back for them at once.
    */
    [[nodiscard]] Room makeRoom(SignalThread&, int channels, BlockNeed, Instant now);
    /** Memory for a block; empty when there is none: see makeRoom(). */
    [[nodiscard]] BlockLease tryAcquire(SignalThread& thread, int channels)
    {
        return pool.tryAcquire(thread, channels);
    }

    /** Counts the block among the resident heads; false when their share is spent. */
    [[nodiscard]] bool tryPin(CachedBlock&);

    /** Makes a filled block audible, in place of what it may have been filled with before. */
    void install(SignalThread&, CachedBlock&, BlockLease);
    /** Takes every block out of a table that is given up. Its claims must have been released. */
    void drop(SignalThread&, PhaseTable&);

    /** Gives memory back that the audio thread has let go of; whether any was. */
    bool collect(SignalThread&);
    /** Gives back what is not needed until a little memory is free: what turns out urgent then need not wait. */
    void keepFree(SignalThread&);
    /** Gives back what nothing needs, the least needed first, until that comes to `bytes`; how much it was. */
    std::size_t giveBackSpare(SignalThread&, std::size_t bytes);

    [[nodiscard]] bool hasRetired() const { return !retired.empty(); }
    [[nodiscard]] std::size_t pinnedBytes() const { return pinned; }
    /** Grows whenever heads gave up some of their share. */
    [[nodiscard]] std::uint64_t unpinnings() const { return unpinCount; }
    /** Blocks in memory that no window claims. */
    [[nodiscard]] std::size_t idleCount() const { return unclaimed; }
    /** Memory that whatever is needed could have: free, on its way back, unclaimed or claimed by idle windows only. */
    [[nodiscard]] std::size_t obtainableBytes() const;
    [[nodiscard]] const BlockPool& memory() const { return pool; }

    /** Windows whose blocks came or went. */
    [[nodiscard]] ChangedWindows& changedWindows() { return changed; }
    [[nodiscard]] const ChangedWindows& changedWindows() const { return changed; }

private:
    struct Retired
    {
        BlockLease lease;
        AudioEpoch::Ticket ticket;
    };

    void retire(SignalThread&, CachedBlock&);
    void unpin(CachedBlock&);
    void standAt(CachedBlock&, BlockNeed);
    void leaveOrder(CachedBlock&);
    [[nodiscard]] BlockNeed needOf(const CachedBlock&) const;
    [[nodiscard]] CachedBlock* findVictim(BlockNeed, Instant now);
    [[nodiscard]] std::size_t reserveSlabs() const;

    BlockPool& pool;
    const AudioEpoch& epoch;
    std::size_t residentBytes;
    Instant protectedAhead;
    ChangedWindows changed;
    GiveBackOrder order;
    std::deque<Retired> retired;
    std::size_t retiredSlabs = 0;
    std::size_t promisedSlabs = 0;
    std::size_t spareSlabs = 0; ///< of blocks in memory whose need is idle
    std::size_t unclaimed = 0;
    std::size_t pinned = 0;
    std::uint64_t unpinCount = 0;
    bool keepsOnlyDear = false;
    std::int64_t uses = 0; ///< counts what fell idle, so that the longest unused is known
};

} // namespace loophole::signal
