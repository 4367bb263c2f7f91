#pragma once

#include "Core/Clock.h"
#include "Signal/Disk/Disk.h"
#include "Signal/Stream/BlockCache.h"
#include "Signal/Stream/WindowBook.h"

#include <cstdint>
#include <map>
#include <memory>
#include <unordered_map>
#include <vector>

namespace loophole::signal
{

/**
    Decides which blocks are read next, on Signal's control thread. Little is handed to the disk at a time, so that the
    order of reading follows what is most urgent now and not what was when it was asked for.

    In order: realtime before anticipative before resident windows; then windows for which fewer reads are under way,
    so that each gets one before any gets its second; then the nearest deadline, the smaller asset, the window that is
    partly there. A window's first read is of one block; once that is there its neighbours are read with it, twice as
    many each time up to mostJoinedBlocks.
*/
class ReadScheduler
{
public:
    /** 1 MiB of stereo: a disk is at its full speed by then, and a worker is not away for long. */
    static constexpr std::size_t mostJoinedBlocks = 16;
    /** Enough that no worker waits for the control thread. */
    static constexpr int readsAWorker = 4;

    struct Parts
    {
        const Clock& clock;
        Disk& disk;
        BlockCache& cache;
        WindowBook& windows;
        std::shared_ptr<StreamJobContext> context;
    };

    explicit ReadScheduler(Parts parts) : parts(std::move(parts)) {}

    /** Something has changed: a window, an asset, memory. */
    void reconsider() { isDue = true; }

    /** Sends out what is most urgent, as much as the disk should have. */
    void dispatch(SignalThread&);

    /** The read has come back (or was dropped): what it was for, with an empty table where that is gone. */
    struct Finished
    {
        PhaseTable* table = nullptr;
        std::vector<CachedBlock*> blocks; ///< that wait for it, in the order of its items
    };
    [[nodiscard]] Finished finish(SignalThread&, std::uint64_t read);

    /** Drops the read if it has not begun and nobody claims any of its blocks. */
    void cancelUnclaimed(SignalThread&, std::uint64_t read);
    /** The table is given up: what comes back for it is thrown away. */
    void abandon(SignalThread&, const PhaseTable&);

    /** A block that failed is tried again later, each time after twice as long. */
    void retryLater(CachedBlock&);

    /** When dispatch() may find something that it could not send before; Instant::max() if nothing waits. */
    [[nodiscard]] Instant nextDue() const { return nextDispatch; }
    [[nodiscard]] std::uint64_t misses() const { return missCount; }
    [[nodiscard]] std::size_t readsUnderWay() const { return reads.size(); }

private:
    struct Read
    {
        PhaseTable* table = nullptr;
        std::vector<std::int64_t> blocks;
        WindowKey window;
        DeviceId device;
    };
    struct Candidate
    {
        UrgencyClass kind;
        int round;
        Urgency urgency;
        StreamWindow* window;
        std::size_t item;
        [[nodiscard]] auto rank() const { return std::tie(kind, round, urgency, window->key); }
    };

    /** Gives each window at most one read, in order of urgency; whether any was sent. */
    bool sendRound(SignalThread&, Instant now);
    [[nodiscard]] std::vector<Candidate> candidates(Instant now);
    [[nodiscard]] bool tryFindNext(StreamWindow&, Instant now, std::size_t& item);
    [[nodiscard]] bool isTimeFor(const StreamWindow&) const;
    [[nodiscard]] bool isAbsentAndDue(const CachedBlock&, Instant now);
    [[nodiscard]] bool trySend(SignalThread&, const Candidate&, Instant now);
    [[nodiscard]] std::vector<CachedBlock*> neighbours(const Candidate&, std::size_t most, Instant now);
    [[nodiscard]] BlockLease tryLease(SignalThread&, StreamWindow&, CachedBlock&, Instant neededAt, Instant now);
    void send(SignalThread&, const Candidate&, const std::vector<CachedBlock*>&, std::vector<BlockLease>);

    Parts parts;
    std::unordered_map<std::uint64_t, Read> reads;
    std::map<DeviceId, int> readsOf;
    std::uint64_t readCount = 0;
    std::uint64_t missCount = 0;
    std::size_t fairShare = mostJoinedBlocks;
    bool isDue = false;
    Instant nextDispatch = Instant::max();
};

} // namespace loophole::signal
