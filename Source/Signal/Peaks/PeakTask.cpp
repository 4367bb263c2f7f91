#include "Signal/Peaks/PeakTask.h"

namespace loophole::signal
{
namespace
{

/** The quickest that there is. */
std::unique_ptr<MediaReader> forPasses(DiskThread& thread, std::unique_ptr<MediaReader> reader)
{
    auto quicker = reader->tryForPasses(thread);
    return quicker ? std::move(quicker) : std::move(reader);
}

} // namespace

Outcome<std::shared_ptr<PeakTask>> PeakTask::begin(DiskThread& thread, PeakStore& store, OpenMedia open, Medium medium,
                                                   std::unique_ptr<MediaReader> reader, PeakSketch sketch, int threads)
{
    const auto& info = reader->info();
    if (!PeakLayout::isPossible(info.channels, info.length.value()))
        return Failure{medium.path.string(), "has " + std::to_string(info.channels) + " channels, more than " +
                                                 std::to_string(limits::maxChannels)};
    auto writer = PeakCacheWriter::create(thread, store.folder(), {info.channels, info.length}, info.sampleRate);
    if (!writer)
        return writer.failure();
    writer.value()->peaks()->setSketch(std::move(sketch));
    std::shared_ptr<PeakTask> task(new PeakTask(store, std::move(open), std::move(medium), reader->seeksAreExpensive(),
                                                std::move(writer).value(), threads));
    task->readers.push_back(forPasses(thread, std::move(reader)));
    return task;
}

PeakTask::PeakTask(PeakStore& store, OpenMedia open, Medium given, bool seeksAreExpensive,
                   std::unique_ptr<PeakCacheWriter> peakWriter, int threads)
    : store(store),
      open(std::move(open)),
      medium(std::move(given)),
      writer(std::move(peakWriter)),
      build(medium.path, seeksAreExpensive, *writer, threads),
      // A hash lets a copy be known without decoding it. PCM is as quick to measure as to hash.
      wantsHash(seeksAreExpensive && medium.fullHash.isNone())
{
}

std::int64_t PeakTask::bytesOfSamples() const
{
    return writer->layout().length().value() * writer->layout().channels() * std::int64_t{sizeof(float)};
}

Outcome<std::unique_ptr<MediaReader>> PeakTask::takeReader(DiskThread& thread)
{
    {
        const std::lock_guard lock(mutex);
        if (!readers.empty())
        {
            auto reader = std::move(readers.back());
            readers.pop_back();
            return reader;
        }
    }
    auto opened = open(thread, medium.path);
    if (!opened)
        return opened;
    return forPasses(thread, std::move(opened).value());
}

void PeakTask::giveBack(std::unique_ptr<MediaReader> reader)
{
    const std::lock_guard lock(mutex);
    readers.push_back(std::move(reader));
}

void PeakTask::rest()
{
    const std::lock_guard lock(mutex);
    readers.clear();
}

void PeakTask::measure(DiskThread& thread, const PeakBuild::Slice& slice)
{
    if (build.stretchesLeft() <= slice.untilLeft || build.hasFailed())
        return;
    auto reader = takeReader(thread);
    if (!reader)
        return build.fail(reader.failure());
    build.work(thread, *reader.value(), slice);
    giveBack(std::move(reader).value());
}

void PeakTask::work(DiskThread& thread, const PeakBuild::Slice& slice)
{
    // Hashing takes one thread a twentieth of the time that measuring takes all of them. Left to the very end it would
    // find the others with nothing to do.
    auto mostOfIt = slice;
    if (wantsHash)
        mostOfIt.untilLeft = writer->layout().stretchCount() / 8;
    measure(thread, mostOfIt);
    if (build.stretchesLeft() > mostOfIt.untilLeft || build.hasFailed() || slice.isCancelled())
        return;
    if (wantsHash.exchange(false))
        hash(thread, slice);
    if (!slice.isOver())
        measure(thread, slice);
}

void PeakTask::hash(DiskThread& thread, const PeakBuild::Slice& slice)
{
    const auto hashed = hashOfAll(thread, *medium.file, slice.cancelled);
    if (hashed)
        medium.fullHash = hashed.value();
    else if (slice.isCancelled())
        wantsHash = true;
    else
        build.fail(hashed.failure());
}

/** Among peaks of media that look the same, those that were just computed once more. */
const PeakStore::Similar* PeakTask::findSamePeaks() const
{
    const auto& own = *writer->peaks();
    for (const auto& candidate : medium.similar)
    {
        const auto& peaks = *candidate.peaks;
        if (peaks.finestChecksum() == own.finestChecksum() && peaks.length() == own.length() &&
            peaks.channels() == own.channels() && peaks.sampleRate() == own.sampleRate())
            return &candidate;
    }
    return nullptr;
}

Outcome<BuiltPeaks> PeakTask::finish(DiskThread& thread)
{
    rest();
    if (auto built = build.finish(thread); !built)
        return built.failure();
    const auto after = fingerprintOf(thread, *medium.file);
    if (!after || after.value() != medium.fingerprint)
        return Failure{medium.path.string(), "was changed while its peaks were computed"};
    if (auto finished = writer->finish(thread, medium.fingerprint.content, medium.fullHash); !finished)
        return finished.failure();
    if (const auto* same = findSamePeaks())
    {
        store.adopt(thread, medium.fingerprint, *same);
        return BuiltPeaks{same->peaks, true};
    }
    if (auto kept = store.keep(thread, medium.fingerprint, *writer); !kept)
        return kept.failure();
    return BuiltPeaks{writer->peaks(), false};
}

} // namespace loophole::signal
