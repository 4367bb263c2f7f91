#pragma once

#include "Messages/SignalToPulse.h"
#include "Signal/Buffers/BufferMeter.h"
#include "Signal/Cache/BlockPool.h"
#include "Signal/Disk/LatencyHistogram.h"
#include "Signal/Stream/StreamJobs.h"

#include <set>
#include <vector>

namespace loophole::signal
{

/**
    Counts what becomes of blocks, on Signal's control thread: the streams that bring them (a streaming buffer whose
    cache is the pool) and the samples that lie decoded in memory, each told as any other buffer; how long blocks wait
    for their file and how long they are decoded; and which media take too long.
*/
class BlockMeters
{
public:
    /** The pool must outlive this. */
    explicit BlockMeters(const BlockPool& pool) : lying(BufferType::memory, pool), bringing(BufferType::streaming, pool)
    {
    }

    /** Blocks that have come back. Answers with a warning for a medium that took too long, once for each cause. */
    [[nodiscard]] std::vector<PerformanceWarning> take(SignalThread&, const ReadBlocks&);

    /** Totals of blocks that windows found in memory, and that had to be read for them. */
    void countFound(SignalThread&, std::uint64_t hits, std::uint64_t misses);

    [[nodiscard]] StreamStats::Blocks summary(SignalThread&) const;

    [[nodiscard]] const MeteredBuffer& decodedBlocks() const { return lying; }
    [[nodiscard]] const MeteredBuffer& streams() const { return bringing; }

private:
    struct Brick final : MeteredBuffer
    {
        Brick(BufferType type, const BlockPool& memory) : meter(type), pool(memory) {}
        [[nodiscard]] BufferMetrics metrics() const override;
        BufferMeter meter;
        const BlockPool& pool;
    };

    void judge(AssetId, Instant decoding, std::vector<PerformanceWarning>&);

    Brick lying;
    Brick bringing;
    LatencyHistogram waits;
    LatencyHistogram decodes;
    std::uint64_t failed = 0;
    std::uint64_t slowCount = 0;
    std::uint64_t countedHits = 0;
    std::uint64_t countedMisses = 0;
    std::set<AssetId> toldSlow;
    std::set<AssetId> toldStreamOnly;
};

} // namespace loophole::signal
