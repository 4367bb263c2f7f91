#pragma once

#include "Model/PeakCache.h"
#include "Signal/Codec/MediaReader.h"
#include "Signal/Peaks/PeakStore.h"

#include <atomic>
#include <functional>

namespace loophole::signal
{

/** How a medium is opened: openMedia, or what a test puts in its place. */
using MediaOpener = std::function<Outcome<std::unique_ptr<MediaReader>>(DiskThread&, const std::filesystem::path&)>;

struct BuiltPeaks
{
    std::shared_ptr<const PeakCache> peaks;
    bool fromCache =
        false; ///< the peaks were there already, and nothing was decoded or the medium was proved unchanged
};

/**
    Gives a medium its peaks: from the store, or else built and kept there. Owns nothing but knows the store and the
    way to open media; any number of disk threads may build at once, also the same file.
*/
class PeakBuilder
{
public:
    struct Options
    {
        bool force = false; ///< build even if the store has them
        int threads = 1;    ///< cores to spend on this one file; those beside the caller's run at low priority
        const std::atomic<bool>* cancelled = nullptr;
        std::function<void(double)> progress; ///< 0 … 1, now and then, from any of the threads
    };

    PeakBuilder(PeakStore&, MediaOpener);

    /** The Failure of a cancelled build says "cancelled"; nothing is left behind by any failure. */
    [[nodiscard]] Outcome<BuiltPeaks> build(DiskThread&, const std::filesystem::path&, const Options&) const;

private:
    /** A medium of which nothing has been decoded yet. */
    struct Medium
    {
        const std::filesystem::path& path;
        const MediaFile& file;
        const MediaFingerprint& fingerprint;
        const ContentKey& fullHash; ///< none for PCM
        const std::vector<PeakStore::Similar>& similar;
    };

    [[nodiscard]] Outcome<BuiltPeaks> compute(DiskThread&, const Medium&, MediaReader&, const Options&) const;

    PeakStore& store;
    MediaOpener open;
};

} // namespace loophole::signal
