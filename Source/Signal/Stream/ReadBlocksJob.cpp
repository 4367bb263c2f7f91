#include "Signal/Stream/ReadBlocksJob.h"

#include "Signal/Cache/BlockPool.h"
#include "Signal/Codec/MediaFile.h"
#include "Signal/Stream/BlockFill.h"
#include "Signal/Stream/MediumAccess.h"

#include <algorithm>

namespace loophole::signal
{

ReadBlocksJob::ReadBlocksJob(std::shared_ptr<StreamJobContext> context, MediumSource source, Grid grid,
                             ReadBlocks wanted)
    : context(std::move(context)), source(std::move(source)), grid(grid), result(std::move(wanted))
{
}

/** The open file may be gone from its path, or what it holds may not be what was opened. */
bool ReadBlocksJob::isOtherFile(DiskThread& thread) const
{
    FileStamp stamp;
    DeviceId device;
    return tryStat(thread, source.path, stamp, device) && stamp.isOtherThan(source.stamp);
}

void ReadBlocksJob::run(DiskThread& thread)
{
    if (isOtherFile(thread))
    {
        result.hasChanged = true;
        for (auto& item : result.blocks)
            item.failure = Failure{source.path.string(), "the file has changed"};
        return;
    }
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

bool ReadBlocksJob::hasFailed() const
{
    return std::ranges::any_of(result.blocks, [](const auto& item) { return item.failure.has_value(); });
}

void ReadBlocksJob::finish(SignalThread& thread)
{
    if (context->receiver != nullptr)
        context->receiver->receive(thread, std::move(result));
}

} // namespace loophole::signal
