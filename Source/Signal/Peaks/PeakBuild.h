#pragma once

#include "Signal/Peaks/PeakBuilder.h"
#include "Signal/Peaks/PeakCacheWriter.h"
#include "Signal/Peaks/PeakStretch.h"

#include <mutex>
#include <optional>

namespace loophole::signal
{

/**
    The computation of one medium's peaks, shared by the threads that work on it. Every thread has a reader of its own
    and takes run after run of stretches: single ones where seeks are cheap, so that nobody waits for the slowest;
    one long run a thread where every seek costs decoding.
*/
class PeakBuild
{
public:
    /** `path` is what a cancelled build is called by. */
    PeakBuild(const std::filesystem::path& path, bool seeksAreExpensive, PeakCacheWriter&, const PeakBuilder::Options&);

    /** How many threads find work. */
    [[nodiscard]] int usefulThreads() const { return threads; }

    /** Takes runs until none is left or a thread has failed. Any number of threads at once. */
    void work(DiskThread&, MediaReader&);

    /** Stops all threads; the first failure is the build's. */
    void fail(Failure);

    /** When all threads are back: writes the levels above the stretch. */
    [[nodiscard]] Outcome<void> finish(DiskThread&);

private:
    struct Worker;

    [[nodiscard]] Outcome<void> workOn(DiskThread&, Worker&, std::int64_t stretch);
    [[nodiscard]] Outcome<void> readStretch(DiskThread&, Worker&, std::int64_t stretch);
    [[nodiscard]] Outcome<void> writeStretch(DiskThread&, const PeakStretch&, std::int64_t stretch);
    [[nodiscard]] bool isCancelled() const;

    const std::filesystem::path& path;
    PeakCacheWriter& writer;
    const PeakLayout& layout;
    const PeakBuilder::Options& options;
    int threads;
    std::int64_t runLength; ///< in stretches
    std::atomic<std::int64_t> nextRun{0};
    std::atomic<std::int64_t> framesDone{0};
    std::atomic<bool> stopped{false};
    std::vector<std::vector<PeakSum>>
        totals; ///< by channel and stretch; each written by the thread that has the stretch
    std::mutex mutex;
    std::optional<Failure> failure;
};

} // namespace loophole::signal
