#pragma once

#include "Concurrency/AudioEpoch.h"
#include "Signal/Cache/BlockPool.h"
#include "Signal/Disk/Urgency.h"
#include "Signal/Stream/CachedBlock.h"

#include <deque>
#include <list>
#include <vector>

namespace loophole::signal
{

/** How soon and how badly a block is needed. The smaller, the more. */
struct BlockNeed
{
    UrgencyClass kind = UrgencyClass::background;
    Instant neededAt = Instant::max();
    auto operator<=>(const BlockNeed&) const = default;
};

/**
    Decides which blocks stay in memory, on Signal's control thread. What no window claims is given back first, the
    one unused for longest before others; then what is needed later than what asks for room. Never given back:
    resident heads within their share, and what is needed within `protectedAhead`.
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
    /** Lets a block that nobody claims go idle, or forgets it where it is not in memory. May destroy the block. */
    void settle(SignalThread&, CachedBlock&);

    /** Room for one more block. */
    [[nodiscard]] Room makeRoom(SignalThread&, int channels, BlockNeed, Instant now);
    /** Memory for a block; empty when there is none: see makeRoom(). */
    [[nodiscard]] BlockLease tryAcquire(SignalThread& thread, int channels)
    {
        return pool.tryAcquire(thread, channels);
    }

    /** Counts the block among the resident heads; false when their share is spent. */
    [[nodiscard]] bool tryPin(CachedBlock&);

    /** Makes a filled block audible. */
    void install(SignalThread&, CachedBlock&, BlockLease);
    /** Takes every block out of a table that is given up. Its claims must have been released. */
    void drop(SignalThread&, PhaseTable&);

    /** Gives memory back that the audio thread has let go of; whether any was. */
    bool collect(SignalThread&);

    /** Gives back what no window claims, the longest unused first, until that comes to `bytes`; how much it was. */
    std::size_t giveBackUnclaimed(SignalThread&, std::size_t bytes);
    /** Memory that whatever is needed could have: free, on its way back, or unclaimed. */
    [[nodiscard]] std::size_t obtainableBytes() const;

    [[nodiscard]] bool hasRetired() const { return !retired.empty(); }
    [[nodiscard]] std::size_t pinnedBytes() const { return pinned; }
    /** Blocks in memory that no window claims. */
    [[nodiscard]] std::size_t idleCount() const { return idle.size(); }
    [[nodiscard]] const BlockPool& memory() const { return pool; }

    [[nodiscard]] static BlockNeed needOf(const CachedBlock&);

private:
    struct Retired
    {
        BlockLease lease;
        AudioEpoch::Ticket ticket;
    };

    void retire(SignalThread&, CachedBlock&);
    void unpin(CachedBlock&);
    void findVictims(Instant now);
    [[nodiscard]] CachedBlock* nextVictim(BlockNeed, Instant now);

    BlockPool& pool;
    const AudioEpoch& epoch;
    std::size_t residentBytes;
    Instant protectedAhead;
    std::list<CachedBlock*> idle; ///< in memory, unclaimed; front: unused for longest
    std::list<CachedBlock*> claimed;
    std::deque<Retired> retired;
    std::size_t pinned = 0;
    std::vector<CachedBlock*> victims; ///< claimed, the least needed last; only valid within one step
    bool victimsAreKnown = false;
    Instant victimsFoundAt = Instant::min();
};

} // namespace loophole::signal
