#include "Signal/Stream/ReadBlocksJob.h"

#include "Signal/Cache/BlockPool.h"
#include "Signal/Codec/MediaFile.h"
#include "Signal/Stream/BlockFill.h"
#include "Signal/Stream/MediumAccess.h"

namespace loophole::signal
{

ReadBlocksJob::ReadBlocksJob(std::shared_ptr<StreamJobContext> context, MediumSource source, Grid grid,
                             ReadBlocks wanted)
    : context(std::move(context)), source(std::move(source)), grid(grid), result(std::move(wanted))
{
}

void ReadBlocksJob::run(DiskThread& thread)
{
    const SteadyClock clock;
    MediumAccess access(*context, source, thread);
    for (auto& item : result.blocks)
    {
        const auto began = clock.now();
        const auto waited = MediaFile::timeWaited(thread);
        const auto start = grid.mapping.positionOf(item.index * limits::blockFrames).frame;
        const auto filled = access.read(
            FramePosition(start), [&](OpenMedium& medium)
            { return fillBlock(thread, medium, grid.mapping, context->tables, grid.length, item.index, *item.lease); });
        if (filled)
            bytes += static_cast<std::size_t>(item.lease->channelCount) * BlockPool::slabBytes;
        else
            item.failure = filled.failure();
        item.waiting = MediaFile::timeWaited(thread) - waited;
        item.decoding = clock.now() - began - item.waiting;
    }
    result.lost = access.lost();
    result.hasChanged = access.hasChanged();
}

void ReadBlocksJob::finish(SignalThread& thread)
{
    if (context->receiver != nullptr)
        context->receiver->receive(thread, std::move(result));
}

} // namespace loophole::signal
