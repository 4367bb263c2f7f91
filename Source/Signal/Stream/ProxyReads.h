#pragma once

#include "Signal/Stream/ProxySwitch.h"
#include "Signal/Stream/WindowBook.h"

#include <map>

namespace loophole::signal
{

/**
    Reads blocks from proxies, where ProxySwitch says so or single blocks of the original cannot be read; and reads the
    original again, behind everything else, in place of blocks of proxy quality once it can be had. On Signal's control
    thread.
*/
class ProxyReads
{
public:
    /** Numbers of these reads are apart from those of ReadScheduler, which count from 1, and from tags of openings. */
    static constexpr std::uint64_t tags = std::uint64_t{1} << 62;
    [[nodiscard]] static bool isOwn(std::uint64_t read) { return read >= tags && read < 2 * tags; }

    static constexpr int mostReadsOfOne = 2;
    /** Half a megabyte of stereo: some milliseconds of a local disk, which others may be waiting for. */
    static constexpr std::size_t mostJoinedBlocks = 8;
    /** Of the original, while it is not known how well its device is. */
    static constexpr std::size_t mostRestoredBlocks = 4;

    struct Parts
    {
        const Clock& clock;
        Disk& disk;
        BlockCache& cache;
        WindowBook& windows;
        ProxySwitch& proxySwitch;
        std::shared_ptr<StreamJobContext> context;
    };

    explicit ProxyReads(Parts parts) : parts(std::move(parts)) {}

    /** Sends out what is needed most. */
    void step(SignalThread&);
    /** When step() may find something that it could not send before; Instant::max() if nothing waits. */
    [[nodiscard]] Instant nextDue() const { return nextStep; }

    /** What a read brought, as far as anybody still waits for it. */
    struct Finished
    {
        AssetSource* source = nullptr; ///< null where its table is gone
        std::vector<CachedBlock*> installed;
        std::vector<CachedBlock*> failed;
        bool isProxy = false;
    };
    [[nodiscard]] Finished finish(SignalThread&, ReadBlocks&);

    /** The table is given up: what comes back for it is thrown away. */
    void abandon(SignalThread&, const PhaseTable&);

    [[nodiscard]] std::size_t readsUnderWay() const { return reads.size(); }

private:
    struct Read
    {
        PhaseTable* table = nullptr;
        AssetId asset;
        bool isProxy = false;
        Instant sentAt{};
    };
    /** A block of a window, by its place there. */
    struct Item
    {
        StreamWindow* window = nullptr;
        std::size_t place = 0;
        BlockNeed need{};
    };
    struct Wanted
    {
        std::vector<CachedBlock*> blocks;
        std::vector<BlockLease> leases;
    };

    void fill(SignalThread&, AssetSource&, Instant now);
    void restore(SignalThread&, AssetSource&, Instant now);
    [[nodiscard]] bool wantsProxy(const AssetSource&, const CachedBlock&, Instant now) const;
    template <class Predicate>
    [[nodiscard]] Item mostUrgent(const AssetSource&, Predicate) const;
    template <class Predicate>
    [[nodiscard]] Wanted lease(SignalThread&, const Item&, std::size_t most, BlockNeed, Instant now, Predicate);
    void send(SignalThread&, Wanted, bool isProxy, const Urgency&, Instant now);
    void changeClaimantsOf(const CachedBlock&);
    [[nodiscard]] int readsOf(AssetId, bool isProxy) const;

    Parts parts;
    std::map<std::uint64_t, Read> reads;
    std::uint64_t readCount = 0;
    Instant nextStep = Instant::max();
};

} // namespace loophole::signal
