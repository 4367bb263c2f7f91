#include "Signal/Stream/ReadBlocksJob.h"

#include "Signal/Cache/BlockPool.h"
#include "Signal/Codec/MediaFile.h"
#include "Signal/Stream/BlockFill.h"

#include <algorithm>

namespace loophole::signal
{

ReadBlocksJob::ReadBlocksJob(std::shared_ptr<StreamJobContext> context, MediumSource source, Grid grid,
                             ReadBlocks wanted)
    : context(std::move(context)), source(std::move(source)), grid(grid), result(std::move(wanted))
{
}

/** The open file may be gone from its path, or what it holds may not be what was opened. */
bool ReadBlocksJob::isOtherFile(DiskThread& thread, OpenMedium* medium, Instant now) const
{
    // Nobody writes over a proxy; one that was removed is told by the opening.
    if (source.isProxy || (medium != nullptr && now - medium->lookedAt < context->lookInterval))
        return false;
    FileStamp stamp;
    DeviceId device;
    const auto isOther = tryStat(thread, source.path, stamp, device) && stamp.isOtherThan(source.stamp);
    if (medium != nullptr)
        medium->lookedAt = now;
    return isOther;
}

FramePosition ReadBlocksJob::startOf(const ReadBlocks::Item& item) const
{
    return FramePosition(grid.mapping.positionOf(item.index * limits::blockFrames).frame);
}

void ReadBlocksJob::run(DiskThread& thread)
{
    const SteadyClock clock;
    MediumAccess access(*context, source, thread);
    auto began = clock.now();
    if (isOtherFile(thread, access.waiting(startOf(result.blocks.front())), began))
    {
        result.hasChanged = true;
        for (auto& item : result.blocks)
            item.failure = Failure{source.path.string(), "the file has changed"};
        return;
    }
    auto waited = MediaFile::timeWaited(thread);
    fetchAll(thread, access);
    // What the joined read took is told of all its blocks in equal parts.
    const auto count = static_cast<Instant::rep>(std::max<std::size_t>(1, result.blocks.size()));
    const auto joinedWait = (MediaFile::timeWaited(thread) - waited) / count;
    const auto joinedRest = (clock.now() - began) / count - joinedWait;
    for (auto& item : result.blocks)
    {
        item.lease->isProxy = source.isProxy;
        began = clock.now();
        waited = MediaFile::timeWaited(thread);
        const auto filled = access.read(
            startOf(item), [&](OpenMedium& medium)
            { return fillBlock(thread, medium, grid.mapping, context->tables, grid.length, item.index, *item.lease); });
        if (filled)
            bytes += static_cast<std::size_t>(item.lease->channelCount) * BlockPool::slabBytes;
        else
            item.failure = filled.failure();
        const auto ownWait = MediaFile::timeWaited(thread) - waited;
        item.waiting = joinedWait + ownWait;
        item.decoding = joinedRest + clock.now() - began - ownWait;
    }
    result.damage = access.takeDamage();
    result.lost = access.lost();
    result.hasChanged = access.hasChanged();
}

bool ReadBlocksJob::hasFailed() const
{
    return std::ranges::any_of(result.blocks, [](const auto& item) { return item.failure.has_value(); });
}

/** Neighbouring blocks come from the file in one read; what that cannot get each block tries for itself. */
void ReadBlocksJob::fetchAll(DiskThread& thread, MediumAccess& access)
{
    if (result.blocks.size() < 2)
        return;
    const auto first = result.blocks.front().index * limits::blockFrames;
    const auto end = std::min((result.blocks.back().index + 1) * limits::blockFrames, grid.length.value());
    const auto frames = sourceFramesOf(grid.mapping, context->tables, {FramePosition(first), FrameCount(end - first)});
    (void) access.read(frames.start, [&](OpenMedium& medium) { return medium.fetch(thread, frames); });
}

void ReadBlocksJob::finish(SignalThread& thread)
{
    if (context->receiver != nullptr)
        context->receiver->receive(thread, std::move(result));
}

} // namespace loophole::signal
