#include "Aura/Waveform/TileWorker.h"

namespace loophole::aura
{

TileWorker::TileWorker() : juce::Thread("waveform tiles")
{
    startThread(juce::Thread::Priority::low);
}

TileWorker::~TileWorker()
{
    signalThreadShouldExit();
    notify();
    waitForThreadToExit(-1);
}

bool TileWorker::trySend(MessageThread& thread, TileJob&& job)
{
    if (outstanding >= capacity || !jobs.trySend(thread, std::move(job)))
        return false;
    ++outstanding;
    notify();
    return true;
}

bool TileWorker::tryReceive(MessageThread& thread, DrawnTile& tile)
{
    if (!drawn.tryReceive(thread, tile))
        return false;
    --outstanding;
    return true;
}

void TileWorker::run()
{
    auto thread = TileThread::mint();
    TileJob job;
    while (!threadShouldExit())
    {
        if (!jobs.tryReceive(thread, job))
        {
            job = {};
            wait(-1);
            continue;
        }
        DrawnTile result{job.tile, {}, job.source.hasSamples, true, nullptr};
        if (job.epoch == 0 || job.epoch == epoch.load(std::memory_order_relaxed))
        {
            auto [image, isSharp] = drawTile(job.tile, job.source);
            result.image = std::move(image);
            result.isSharp = isSharp;
            if (job.source.peaks->isDamaged())
                result.damagedPeaks = job.source.peaks;
        }
        // `outstanding` leaves room for every job that was taken, so this cannot be refused.
        if (!drawn.trySend(thread, std::move(result)))
            return;
    }
}

} // namespace loophole::aura
