#pragma once

#include "Core/Clock.h"
#include "Signal/Codec/MediaReader.h"
#include "Signal/Peaks/PeakCacheWriter.h"
#include "Signal/Peaks/PeakStretch.h"
#include "Signal/Peaks/StretchQueue.h"

#include <atomic>
#include <functional>
#include <mutex>
#include <optional>

namespace loophole::signal
{

/**
    The computation of one medium's peaks, shared by the threads that work on it, each with a reader of its own. May be
    left at any stretch and taken up again; what was measured stays.
*/
class PeakBuild
{
public:
    /** When a thread leaves its work, and whom it tells how far all of it is. */
    struct Slice
    {
        const std::atomic<bool>* cancelled = nullptr; ///< looked at before every read
        const Clock* clock = nullptr;                 ///< null: until all is done
        Instant until = Instant::max();               ///< looked at between stretches
        std::function<void(double)> progress;         ///< 0 … 1, now and then, from any of the threads
        std::int64_t untilLeft = 0;                   ///< stretches that are not taken; looked at between runs

        [[nodiscard]] bool isCancelled() const;
        /** Cancelled, or out of time. */
        [[nodiscard]] bool isOver() const;
    };

    /** `path` is what a cancelled build is called by. */
    PeakBuild(std::filesystem::path path, bool seeksAreExpensive, PeakCacheWriter&, int threads);

    /** How many threads find work now. */
    [[nodiscard]] int usefulThreads() const;

    /** Takes stretches until none is left, a thread has failed or the slice is over. Any number of threads at once. */
    void work(DiskThread&, MediaReader&, const Slice&);

    /** Stops all threads; the first failure is the build's. */
    void fail(Failure);

    /** From now on these frames come first. Any thread. */
    void lookAt(FrameRange inView) { stretches.lookAt(inView); }

    [[nodiscard]] bool hasFailed() const { return stopped.load(std::memory_order_relaxed); }
    [[nodiscard]] bool hasWorkLeft() const { return !hasFailed() && stretches.left() > 0; }
    [[nodiscard]] std::int64_t stretchesLeft() const { return stretches.left(); } ///< not taken
    [[nodiscard]] bool isMeasured() const { return stretches.measured() == stretches.count(); }
    [[nodiscard]] double progress() const;

    /** When all threads are back: writes the levels above the stretch. Fails as "cancelled" where something is left. */
    [[nodiscard]] Outcome<void> finish(DiskThread&);

private:
    struct Worker;

    [[nodiscard]] bool workOn(DiskThread&, Worker&, StretchQueue::Run, const Slice&);
    [[nodiscard]] Outcome<bool> readStretch(DiskThread&, Worker&, std::int64_t stretch, const Slice&);
    [[nodiscard]] Outcome<void> writeStretch(DiskThread&, const PeakStretch&, std::int64_t stretch);

    const std::filesystem::path path;
    PeakCacheWriter& writer;
    const PeakLayout& layout;
    int threads;
    StretchQueue stretches;
    std::atomic<bool> stopped{false};
    std::vector<std::vector<PeakSum>>
        totals; ///< by channel and stretch; each written by the thread that has the stretch
    std::mutex mutex;
    std::optional<Failure> failure;
};

} // namespace loophole::signal
