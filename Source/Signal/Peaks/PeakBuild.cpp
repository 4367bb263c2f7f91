#include "Signal/Peaks/PeakBuild.h"

#include <algorithm>

namespace loophole::signal
{

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

PeakBuild::PeakBuild(const std::filesystem::path& path, bool seeksAreExpensive, PeakCacheWriter& writer,
                     const PeakBuilder::Options& options)
    : path(path),
      writer(writer),
      layout(writer.layout()),
      options(options),
      totals(static_cast<std::size_t>(layout.channels()),
             std::vector<PeakSum>(static_cast<std::size_t>(layout.stretchCount())))
{
    const auto stretches = layout.stretchCount();
    threads = static_cast<int>(std::clamp<std::int64_t>(options.threads, 1, std::max<std::int64_t>(1, stretches)));
    runLength = seeksAreExpensive ? (stretches + threads - 1) / threads : 1;
}

bool PeakBuild::isCancelled() const
{
    return options.cancelled != nullptr && options.cancelled->load(std::memory_order_relaxed);
}

void PeakBuild::fail(Failure why)
{
    const std::lock_guard lock(mutex);
    if (!failure)
        failure = std::move(why);
    // Relaxed: only a hint to stop early. The failure itself is read when the threads have been joined.
    stopped.store(true, std::memory_order_relaxed);
}

void PeakBuild::work(DiskThread& thread, MediaReader& reader)
{
    Worker worker(reader, layout.channels());
    const auto stretches = layout.stretchCount();
    for (auto first = nextRun++ * runLength; first < stretches; first = nextRun++ * runLength)
        for (auto stretch = first; stretch < std::min(first + runLength, stretches); ++stretch)
            if (auto done = workOn(thread, worker, stretch); !done)
                return fail(done.failure());
}

Outcome<void> PeakBuild::workOn(DiskThread& thread, Worker& worker, std::int64_t stretch)
{
    if (auto read = readStretch(thread, worker, stretch); !read)
        return read;
    return writeStretch(thread, worker.stretch, stretch);
}

Outcome<void> PeakBuild::readStretch(DiskThread& thread, Worker& worker, std::int64_t stretch)
{
    const auto start = stretch * PeakLayout::stretchFrames;
    const auto end = std::min(start + PeakLayout::stretchFrames, layout.length().value());
    worker.stretch.begin();
    for (auto frame = start; frame < end; frame += PeakStretch::chunkFrames)
    {
        if (isCancelled() || stopped.load(std::memory_order_relaxed))
            return Failure{path.string(), "cancelled"};
        const auto frames = std::min(PeakStretch::chunkFrames, end - frame);
        const PlanarSpan destination{worker.pointers.data(), layout.channels(), FrameCount(frames)};
        if (auto read = worker.reader.read(thread, FramePosition(frame), destination); !read)
            return read;
        worker.stretch.add(worker.pointers.data(), frames);
    }
    worker.stretch.finish();
    const auto done = framesDone += end - start;
    if (options.progress)
        options.progress(static_cast<double>(done) / static_cast<double>(layout.length().value()));
    return {};
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
