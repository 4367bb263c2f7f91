#include "Signal/Stream/BlockMeters.h"

#include "Core/Limits.h"

namespace loophole::signal
{
namespace
{

double milliseconds(Instant time)
{
    return std::chrono::duration<double, std::milli>(time).count();
}

} // namespace

BufferMetrics BlockMeters::Brick::metrics() const
{
    auto now = meter.metrics();
    // The pool's memory counts once: as what lies in it.
    if (now.type == BufferType::memory)
        now.memoryBytes = pool.usedBytes();
    now.limitBytes = pool.budgetBytes();
    return now;
}

std::vector<PerformanceWarning> BlockMeters::take(SignalThread&, const ReadBlocks& result)
{
    std::vector<PerformanceWarning> warnings;
    for (const auto& item : result.blocks)
    {
        if (item.failure)
        {
            ++failed;
            bringing.meter.failed(item.failure->message());
            continue;
        }
        const auto bytes = static_cast<std::size_t>(item.lease->channelCount) * BlockPool::slabBytes;
        waits.add(item.waiting);
        decodes.add(item.decoding);
        bringing.meter.readDone(bytes);
        bringing.meter.timedRead(item.waiting + item.decoding);
        lying.meter.writeDone(bytes);
        lying.meter.timedWrite(item.decoding);
        judge(result.asset, item.decoding, warnings);
    }
    return warnings;
}

void BlockMeters::judge(AssetId asset, Instant decoding, std::vector<PerformanceWarning>& warnings)
{
    using Kind = PerformanceWarning::Kind;
    if (decoding <= limits::slowDecode)
        return;
    ++slowCount;
    if (decoding > limits::streamOnlyDecode && toldStreamOnly.insert(asset).second)
        warnings.push_back({Kind::streamOnly, asset, milliseconds(decoding)});
    else if (!toldStreamOnly.contains(asset) && toldSlow.insert(asset).second)
        warnings.push_back({Kind::slowDecode, asset, milliseconds(decoding)});
}

void BlockMeters::countFound(SignalThread&, std::uint64_t hits, std::uint64_t misses)
{
    const auto found = hits - std::exchange(countedHits, hits);
    const auto missed = misses - std::exchange(countedMisses, misses);
    for (auto* brick : {&lying, &bringing})
    {
        brick->meter.found(found);
        brick->meter.missed(missed);
    }
}

StreamStats::Blocks BlockMeters::summary(SignalThread&) const
{
    StreamStats::Blocks blocks;
    blocks.count = waits.count();
    blocks.failed = failed;
    blocks.readP50Ms = milliseconds(waits.percentile(0.5));
    blocks.readP99Ms = milliseconds(waits.percentile(0.99));
    blocks.decodeP50Ms = milliseconds(decodes.percentile(0.5));
    blocks.decodeP99Ms = milliseconds(decodes.percentile(0.99));
    blocks.slowDecodes = slowCount;
    return blocks;
}

} // namespace loophole::signal
