#pragma once

#include "Core/Clock.h"
#include "Signal/Disk/Disk.h"
#include "Signal/Stream/BlockCache.h"
#include "Signal/Stream/FactSink.h"
#include "Signal/Stream/ReadsUnderWay.h"
#include "Signal/Stream/StreamJobs.h"
#include "Signal/Stream/WindowBook.h"

#include <cstdint>
#include <memory>
#include <set>
#include <vector>

namespace loophole::signal
{

/**
    Decides which blocks are read next, on Signal's control thread. Little is handed to the disk at a time, so that the
    order of reading (see ReadQueue) follows what is most urgent now and not what was when it was asked for. Only
    windows that changed since the last time are looked at.

    A window's first read is of one block; once that is there its neighbours are read with it, twice as many each time,
   up to what the device delivers in a moment and what the memory has room for.
*/
class ReadScheduler
{
public:
    /** Enough that no worker waits for the control thread. */
    static constexpr int readsAWorker = 4;
    /** For a rendering, which is never in more of a hurry for one read than for another. */
    static constexpr int renderedReadsAWorker = 64;
    /** After memory was given back to the system. */
    static constexpr Instant idleHold = std::chrono::seconds(10);

    struct Parts
    {
        const Clock& clock;
        Disk& disk;
        BlockCache& cache;
        WindowBook& windows;
        FactSink& facts;
        std::shared_ptr<StreamJobContext> context;
    };

    explicit ReadScheduler(Parts parts) : parts(std::move(parts)) {}

    /** Memory came free: what found no room is tried again. */
    void reconsider() { isDue = true; }

    /** The system needs memory: nothing is read for idle windows for a while. */
    void holdIdleReads() { idleHeldUntil = parts.clock.now() + idleHold; }

    /** Nobody listens: what is wanted is read in as few reads as there can be, all of them handed out at once. */
    void readForRendering() { isRendering = true; }

    /** Sends out what is most urgent, as much as the disk should have. */
    void dispatch(SignalThread&);

    /** The read has come back (or was dropped): what it was for, with an empty table where that is gone. */
    struct Finished
    {
        PhaseTable* table = nullptr;
        /** In the order of its items; null for those that no longer wait for it. */
        std::vector<CachedBlock*> blocks;
    };
    [[nodiscard]] Finished finish(SignalThread&, std::uint64_t read);

    /** Drops the read if it has not begun and nobody claims any of its blocks. */
    void cancelUnclaimed(SignalThread&, std::uint64_t read);
    /** The table is given up: what comes back for it is thrown away. */
    void abandon(SignalThread&, const PhaseTable&);
    /** A block that failed is tried again later, each time after twice as long. */
    void retryLater(CachedBlock&);

    /** Whether the window waits for memory that it cannot have now. */
    [[nodiscard]] bool isRefused(const StreamWindow&) const;

    /** When dispatch() may find something that it could not send before; Instant::max() if nothing waits. */
    [[nodiscard]] Instant nextDue() const;
    [[nodiscard]] std::uint64_t misses() const { return missCount; }
    [[nodiscard]] std::size_t readsUnderWay() const { return reads.size(); }

private:
    void takeChanges(Instant now);
    void look(StreamWindow&, Instant now);
    [[nodiscard]] bool mayRead(DeviceId, UrgencyClass) const;
    /** Notes when the block is due where it waits for a retry. */
    [[nodiscard]] bool isAbsentAndDue(StreamWindow&, const CachedBlock&, Instant now);
    void trySend(SignalThread&, const ReadQueue::Entry&, Instant now);
    [[nodiscard]] std::size_t mostBlocks(const StreamWindow&) const;
    [[nodiscard]] std::vector<CachedBlock*> neighbours(const ReadQueue::Entry&, Instant now);
    [[nodiscard]] BlockLease tryLease(SignalThread&, const ReadQueue::Entry&, CachedBlock&, Instant neededAt,
                                      Instant now);
    void send(SignalThread&, const ReadQueue::Entry&, const std::vector<CachedBlock*>&, std::vector<BlockLease>,
              Instant now);
    void changeClaimantsOf(const CachedBlock&);
    void park(SignalThread&, StreamWindow&, Instant neededIn);
    void reconsider(std::vector<WindowKey>&);
    void tellRefused(SignalThread&, Instant now);
    void tellRefused(SignalThread&, StreamWindow&, RefusalCause, Instant neededIn);

    Parts parts;
    ReadsUnderWay reads;
    std::set<std::pair<Instant, WindowKey>> retries; ///< windows that wait for nothing but time
    std::vector<WindowKey> parked;                   ///< heads beyond their share of the budget
    std::vector<WindowKey> awaitingMemory;           ///< that a callback may still read
    std::uint64_t unpinningsSeen = 0;
    std::optional<BlockNeed> full; ///< what is needed then or later found no room at the last dispatch
    std::uint64_t missCount = 0;
    bool isRendering = false;
    bool isDue = false;
    Instant nextDispatch = Instant::max();
    Instant idleHeldUntil{};
    Instant nextRefusals{}; ///< when refusals are told next
};

} // namespace loophole::signal
