#include "Signal/Peaks/PeakBuild.h"

#include <algorithm>

namespace loophole::signal
{

bool PeakBuild::Slice::isCancelled() const
{
    return cancelled != nullptr && cancelled->load(std::memory_order_relaxed);
}

/** Asks the clock last: whoever cancels may be about to end, and the clock with it. */
bool PeakBuild::Slice::isOver() const
{
    return isCancelled() || (clock != nullptr && clock->now() >= until);
}

struct PeakBuild::Worker
{
    Worker(MediaReader& reader, int channels)
        : reader(reader),
          stretch(channels),
          samples(static_cast<std::size_t>(channels) * static_cast<std::size_t>(PeakStretch::chunkFrames))
    {
        for (int channel = 0; channel < channels; ++channel)
            pointers.push_back(samples.data() + channel * PeakStretch::chunkFrames);
    }

    MediaReader& reader;
    PeakStretch stretch;
    std::vector<float> samples;
    std::vector<float*> pointers;
};

PeakBuild::PeakBuild(std::filesystem::path medium, bool seeksAreExpensive, PeakCacheWriter& writer, int threadCount)
    : path(std::move(medium)),
      writer(writer),
      layout(writer.layout()),
      threads(std::max(1, threadCount)),
      stretches(layout.stretchCount(), threads, seeksAreExpensive),
      totals(static_cast<std::size_t>(layout.channels()),
             std::vector<PeakSum>(static_cast<std::size_t>(layout.stretchCount())))
{
}

int PeakBuild::usefulThreads() const
{
    return static_cast<int>(std::clamp<std::int64_t>(stretches.left(), 1, threads));
}

double PeakBuild::progress() const
{
    return stretches.count() == 0 ? 1
                                  : static_cast<double>(stretches.measured()) / static_cast<double>(stretches.count());
}

void PeakBuild::fail(Failure why)
{
    const std::lock_guard lock(mutex);
    if (!failure)
        failure = std::move(why);
    // Relaxed: only a hint to stop early. The failure itself is read when the threads are back.
    stopped.store(true, std::memory_order_relaxed);
}

void PeakBuild::work(DiskThread& thread, MediaReader& reader, const Slice& slice)
{
    Worker worker(reader, layout.channels());
    while (!hasFailed() && stretches.left() > slice.untilLeft)
    {
        const auto run = stretches.take();
        if (!run || !workOn(thread, worker, *run, slice))
            return;
    }
}

/** False when it was left before the end of the run; the rest is to be taken again then. */
bool PeakBuild::workOn(DiskThread& thread, Worker& worker, StretchQueue::Run run, const Slice& slice)
{
    for (; run.first < run.last; ++run.first)
    {
        auto done = readStretch(thread, worker, run.first, slice);
        if (done && done.value())
            if (auto written = writeStretch(thread, worker.stretch, run.first); !written)
                done = written.failure();
        if (!done)
            fail(done.failure());
        if (!done || !done.value())
            break;
        stretches.countMeasured();
        if (slice.progress)
            slice.progress(progress());
        if (slice.isOver())
        {
            ++run.first;
            break;
        }
    }
    if (run.first == run.last)
        return !slice.isOver();
    stretches.giveBack(run);
    return false;
}

/** False when it was cancelled on the way. */
Outcome<bool> PeakBuild::readStretch(DiskThread& thread, Worker& worker, std::int64_t stretch, const Slice& slice)
{
    const auto start = stretch * PeakLayout::stretchFrames;
    const auto end = std::min(start + PeakLayout::stretchFrames, layout.length().value());
    worker.stretch.begin();
    for (auto frame = start; frame < end; frame += PeakStretch::chunkFrames)
    {
        if (hasFailed() || slice.isCancelled())
            return false;
        const auto frames = std::min(PeakStretch::chunkFrames, end - frame);
        const PlanarSpan destination{worker.pointers.data(), layout.channels(), FrameCount(frames)};
        // In one read from the file; one that fails is told by the reads that follow.
        (void) worker.reader.fetch(thread, {FramePosition(frame), FrameCount(frames)});
        auto read = worker.reader.read(thread, FramePosition(frame), destination);
        worker.reader.letGo(thread);
        if (!read)
            return read.failure();
        worker.stretch.add(worker.pointers.data(), frames);
    }
    worker.stretch.finish();
    return true;
}

Outcome<void> PeakBuild::writeStretch(DiskThread& thread, const PeakStretch& peaks, std::int64_t stretch)
{
    for (int channel = 0; channel < layout.channels(); ++channel)
    {
        totals[static_cast<std::size_t>(channel)][static_cast<std::size_t>(stretch)] = peaks.total(channel);
        for (int level = 0; level < std::min(layout.levelCount(), PeakLayout::stretchLevel + 1); ++level)
            if (auto written = writer.writePiece(thread, level, channel, stretch, peaks.peaks(channel, level));
                !written)
                return written;
    }
    return {};
}

Outcome<void> PeakBuild::finish(DiskThread& thread)
{
    if (failure)
        return *failure;
    if (!isMeasured())
        return Failure{path.string(), "cancelled"};
    for (int channel = 0; channel < layout.channels(); ++channel)
    {
        auto sums = totals[static_cast<std::size_t>(channel)];
        for (int level = PeakLayout::stretchLevel + 1; level < layout.levelCount(); ++level)
        {
            sums = folded(sums);
            std::vector<Peak> peaks;
            for (const auto& sum : sums)
                peaks.push_back(sum.peak());
            if (auto written = writer.writePiece(thread, level, channel, 0, peaks); !written)
                return written;
        }
    }
    return {};
}

} // namespace loophole::signal
