#pragma once

#include "Signal/Peaks/PeakTask.h"

namespace loophole::signal
{

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
        int threads = 1;    ///< threads to spend on this one file, each of the caller's priority
        const std::atomic<bool>* cancelled = nullptr;
        std::function<void(double)> progress; ///< 0 … 1, now and then, from any of the threads
    };

    /** Either the store had the peaks, or there is something to do. */
    struct Beginning
    {
        std::optional<BuiltPeaks> found;
        std::shared_ptr<PeakTask> task;
    };

    /** A first overview may take so long, and be so late; short media get none. */
    static constexpr Instant sketchTime = std::chrono::milliseconds(20);
    static constexpr Instant sketchLatest = std::chrono::milliseconds(40);

    PeakBuilder(PeakStore&, OpenMedia);

    /** Looks in the store, or opens the medium and sketches it; `clock` bounds the latter, null: no sketch. */
    [[nodiscard]] Outcome<Beginning> begin(DiskThread&, const std::filesystem::path&, const Options&,
                                           const Clock*) const;

    /** The Failure of a cancelled build says "cancelled"; nothing is left behind by any failure. */
    [[nodiscard]] Outcome<BuiltPeaks> build(DiskThread&, const std::filesystem::path&, const Options&) const;

private:
    [[nodiscard]] Outcome<bool> tryAdopt(DiskThread&, PeakTask::Medium&, bool seeksAreExpensive, const Options&,
                                         Beginning&) const;

    PeakStore& store;
    OpenMedia open;
};

} // namespace loophole::signal
