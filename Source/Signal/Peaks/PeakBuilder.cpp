#include "Signal/Peaks/PeakBuilder.h"

#include "Signal/Peaks/LowPriority.h"
#include "Signal/Peaks/PeakBuild.h"

#include <thread>

namespace loophole::signal
{

namespace
{

/** What is known of the file before anything of it is decoded. */
struct Subject
{
    std::shared_ptr<const MediaFile> file;
    MediaFingerprint fingerprint;
};

Outcome<Subject> examine(DiskThread& thread, const std::filesystem::path& path)
{
    auto file = MediaFile::open(thread, path);
    if (!file)
        return file.failure();
    auto fingerprint = fingerprintOf(thread, *file.value());
    if (!fingerprint)
        return fingerprint.failure();
    return Subject{std::move(file).value(), fingerprint.value()};
}

/** Among peaks of media that look the same, those of the very same bytes; null if none or if nobody has hashed them. */
const PeakStore::Similar* findSameBytes(const std::vector<PeakStore::Similar>& similar, const ContentKey& fullHash)
{
    for (const auto& candidate : similar)
        if (!fullHash.isNone() && candidate.peaks->fullHash() == fullHash)
            return &candidate;
    return nullptr;
}

/** Among peaks of media that look the same, those that were just computed once more. */
const PeakStore::Similar* findSamePeaks(const std::vector<PeakStore::Similar>& similar, const PeakCacheWriter& writer,
                                        SampleRate rate)
{
    for (const auto& candidate : similar)
    {
        const auto& peaks = *candidate.peaks;
        if (peaks.finestChecksum() == writer.finestChecksum() && peaks.length() == writer.layout().length() &&
            peaks.channels() == writer.layout().channels() && peaks.sampleRate() == rate)
            return &candidate;
    }
    return nullptr;
}

/** Computes with the calling thread and, for as long as it takes, threads beside it. */
void computeTogether(DiskThread& thread, PeakBuild& build, MediaReader& reader, const MediaOpener& open,
                     const std::filesystem::path& path)
{
    std::vector<std::jthread> beside;
    for (int i = 1; i < build.usefulThreads(); ++i)
        beside.emplace_back(
            [&]
            {
                auto own = DiskThread::mint();
                lowerPriorityOfThisThread();
                auto ownReader = open(own, path);
                if (ownReader)
                    build.work(own, *ownReader.value());
                else
                    build.fail(ownReader.failure());
            });
    build.work(thread, reader);
}

} // namespace

PeakBuilder::PeakBuilder(PeakStore& store, MediaOpener open) : store(store), open(std::move(open)) {}

Outcome<BuiltPeaks> PeakBuilder::build(DiskThread& thread, const std::filesystem::path& path,
                                       const Options& options) const
{
    auto subject = examine(thread, path);
    if (!subject)
        return subject.failure();
    const auto& [file, fingerprint] = subject.value();
    if (!options.force)
        if (auto peaks = store.find(thread, fingerprint))
            return BuiltPeaks{std::move(peaks), true};

    auto reader = open(thread, path);
    if (!reader)
        return reader.failure();
    const auto similar = options.force ? std::vector<PeakStore::Similar>{} : store.findSimilar(thread, fingerprint);
    ContentKey fullHash;
    if (reader.value()->seeksAreExpensive())
    {
        // Costs a twentieth of decoding and lets a copy be known without it. PCM is as quick to measure as to hash.
        const auto hash = hashOfAll(thread, *file, options.cancelled);
        if (!hash)
            return hash.failure();
        fullHash = hash.value();
        if (const auto* same = findSameBytes(similar, fullHash))
        {
            store.adopt(thread, fingerprint, *same);
            return BuiltPeaks{same->peaks, true};
        }
    }
    return compute(thread, {path, *file, fingerprint, fullHash, similar}, *reader.value(), options);
}

Outcome<BuiltPeaks> PeakBuilder::compute(DiskThread& thread, const Medium& medium, MediaReader& reader,
                                         const Options& options) const
{
    const auto& info = reader.info();
    if (!PeakLayout::isPossible(info.channels, info.length.value()))
        return Failure{medium.path.string(), "has " + std::to_string(info.channels) + " channels, more than " +
                                                 std::to_string(limits::maxChannels)};
    auto writer = PeakCacheWriter::create(thread, store.folder(), {info.channels, info.length}, info.sampleRate);
    if (!writer)
        return writer.failure();
    PeakBuild build(medium.path, reader.seeksAreExpensive(), *writer.value(), options);
    computeTogether(thread, build, reader, open, medium.path);
    if (auto built = build.finish(thread); !built)
        return built.failure();

    const auto after = fingerprintOf(thread, medium.file);
    if (!after || after.value() != medium.fingerprint)
        return Failure{medium.path.string(), "was changed while its peaks were computed"};
    if (auto finished = writer.value()->finish(thread, medium.fingerprint.content, medium.fullHash); !finished)
        return finished.failure();
    if (const auto* same = findSamePeaks(medium.similar, *writer.value(), info.sampleRate))
    {
        store.adopt(thread, medium.fingerprint, *same);
        return BuiltPeaks{same->peaks, true};
    }
    auto kept = store.keep(thread, medium.fingerprint, *writer.value());
    if (!kept)
        return kept.failure();
    return BuiltPeaks{std::move(kept).value(), false};
}

} // namespace loophole::signal
