#pragma once

#include "Signal/Codec/MediaFile.h"
#include "Signal/Peaks/PeakBuild.h"
#include "Signal/Peaks/PeakStore.h"

namespace loophole::signal
{

struct BuiltPeaks
{
    std::shared_ptr<const PeakCache> peaks;
    bool fromCache =
        false; ///< the peaks were there already, and nothing was decoded or the medium was proved unchanged
};

/**
    A medium whose peaks are being built, from when it was found that there are none to when they are kept. Owns the
    file they are written to and the readers of those who work on it. May be left for as long as one likes; any number
    of disk threads may work at once, one of them finishes. The store must outlive it.
*/
class PeakTask
{
public:
    struct Medium
    {
        std::filesystem::path path;
        std::shared_ptr<const MediaFile> file;
        MediaFingerprint fingerprint;
        ContentKey fullHash; ///< none where nobody has hashed it yet
        std::vector<PeakStore::Similar> similar;
    };

    /** `reader` is the first of those that will work; `open` gives the others. */
    [[nodiscard]] static Outcome<std::shared_ptr<PeakTask>>
    begin(DiskThread&, PeakStore&, OpenMedia open, Medium, std::unique_ptr<MediaReader>, PeakSketch, int threads);

    /** What can be shown so far. */
    [[nodiscard]] std::shared_ptr<const PeakCache> peaks() const { return writer->peaks(); }

    /** Also hashes a compressed medium, while others measure the last eighth of it. */
    void work(DiskThread&, const PeakBuild::Slice&);
    void lookAt(FrameRange inView) { build.lookAt(inView); }

    /** Measured in no time: neither a sketch nor slices are worth their while. */
    [[nodiscard]] bool isShort() const { return writer->layout().stretchCount() <= shortStretches; }
    static constexpr std::int64_t shortStretches = 2;

    [[nodiscard]] int usefulThreads() const { return build.usefulThreads(); }
    [[nodiscard]] bool hasWorkLeft() const { return build.hasWorkLeft(); }
    [[nodiscard]] double progress() const { return build.progress(); }
    [[nodiscard]] std::int64_t bytesOfSamples() const;

    /** Closes the readers, which cost descriptors and memory, until there is work again. */
    void rest();

    /** When all threads are back. The Failure of what was left in the middle says "cancelled". */
    [[nodiscard]] Outcome<BuiltPeaks> finish(DiskThread&);

private:
    PeakTask(PeakStore&, OpenMedia, Medium, bool seeksAreExpensive, std::unique_ptr<PeakCacheWriter>, int threads);

    [[nodiscard]] Outcome<std::unique_ptr<MediaReader>> takeReader(DiskThread&);
    void giveBack(std::unique_ptr<MediaReader>);
    void measure(DiskThread&, const PeakBuild::Slice&);
    void hash(DiskThread&, const PeakBuild::Slice&);
    [[nodiscard]] const PeakStore::Similar* findSamePeaks() const;

    PeakStore& store;
    OpenMedia open;
    Medium medium;
    std::unique_ptr<PeakCacheWriter> writer;
    PeakBuild build;
    std::atomic<bool> wantsHash; ///< taken by the thread that computes it, which others see when it is back
    std::mutex mutex;
    std::vector<std::unique_ptr<MediaReader>> readers; ///< that nobody works with
};

} // namespace loophole::signal
