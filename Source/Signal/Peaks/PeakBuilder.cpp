#include "Signal/Peaks/PeakBuilder.h"

#include "Signal/Peaks/PeakSketching.h"

#include <algorithm>
#include <thread>

namespace loophole::signal
{

namespace
{

/** Computes with the calling thread and, for as long as it takes, threads beside it. */
void workTogether(DiskThread& thread, PeakTask& task, const PeakBuild::Slice& slice)
{
    std::vector<std::jthread> beside;
    for (int i = 1; i < task.usefulThreads(); ++i)
        beside.emplace_back(
            [&]
            {
                auto own = DiskThread::mint();
                task.work(own, slice);
            });
    task.work(thread, slice);
}

/** Empty for a short medium, and where no clock bounds the time. */
PeakSketch sketchInTime(DiskThread& thread, MediaReader& reader, const Clock* clock, Instant began)
{
    if (clock == nullptr || reader.info().length.value() <= PeakTask::shortStretches * PeakLayout::stretchFrames)
        return {};
    const auto until = std::min(clock->now() + PeakBuilder::sketchTime, began + PeakBuilder::sketchLatest);
    return sketchPeaks(thread, reader, [&] { return clock->now() >= until; });
}

} // namespace

PeakBuilder::PeakBuilder(PeakStore& store, OpenMedia open) : store(store), open(std::move(open)) {}

/** Whether the store has peaks of the very same bytes under another name, which are then this medium's too. */
Outcome<bool> PeakBuilder::tryAdopt(DiskThread& thread, PeakTask::Medium& medium, bool seeksAreExpensive,
                                    const Options& options, Beginning& beginning) const
{
    medium.similar = store.findSimilar(thread, medium.fingerprint);
    if (medium.similar.empty() || !seeksAreExpensive)
        return false;
    const auto hash = hashOfAll(thread, *medium.file, options.cancelled);
    if (!hash)
        return hash.failure();
    medium.fullHash = hash.value();
    for (const auto& candidate : medium.similar)
        if (candidate.peaks->fullHash() == medium.fullHash)
        {
            store.adopt(thread, medium.fingerprint, candidate);
            beginning.found = BuiltPeaks{candidate.peaks, true};
            return true;
        }
    return false;
}

Outcome<PeakBuilder::Beginning> PeakBuilder::begin(DiskThread& thread, const std::filesystem::path& path,
                                                   const Options& options, const Clock* clock) const
{
    const auto began = clock == nullptr ? Instant() : clock->now();
    const auto file = MediaFile::open(thread, path);
    if (!file)
        return file.failure();
    const auto fingerprint = fingerprintOf(thread, *file.value());
    if (!fingerprint)
        return fingerprint.failure();
    Beginning beginning;
    if (!options.force)
        if (auto peaks = store.find(thread, fingerprint.value()))
        {
            beginning.found = BuiltPeaks{std::move(peaks), true};
            return beginning;
        }
    auto reader = open(thread, path);
    if (!reader)
        return reader.failure();
    PeakTask::Medium medium{path, file.value(), fingerprint.value(), {}, {}};
    if (!options.force)
        if (const auto adopted = tryAdopt(thread, medium, reader.value()->seeksAreExpensive(), options, beginning);
            !adopted || adopted.value())
            return adopted ? Outcome<Beginning>(beginning) : adopted.failure();
    auto sketch = sketchInTime(thread, *reader.value(), clock, began);
    auto task = PeakTask::begin(thread, store, open, std::move(medium), std::move(reader).value(), std::move(sketch),
                                options.threads);
    if (!task)
        return task.failure();
    beginning.task = std::move(task).value();
    return beginning;
}

Outcome<BuiltPeaks> PeakBuilder::build(DiskThread& thread, const std::filesystem::path& path,
                                       const Options& options) const
{
    auto beginning = begin(thread, path, options, nullptr);
    if (!beginning)
        return beginning.failure();
    if (beginning.value().found)
        return *beginning.value().found;
    auto& task = *beginning.value().task;
    workTogether(thread, task, {options.cancelled, nullptr, Instant::max(), options.progress});
    return task.finish(thread);
}

} // namespace loophole::signal
