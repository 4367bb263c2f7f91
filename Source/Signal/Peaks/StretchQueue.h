#pragma once

#include "Core/Frames.h"

#include <mutex>
#include <optional>
#include <vector>

namespace loophole::signal
{

/**
    Which stretches (PeakLayout) of a medium are still to be measured, and which of them is next: those in view, then
    outward from there. Any number of threads at once.

    Where every seek costs decoding, stretches come in runs, the longer the more are left, so that seeks are few and
    nobody waits long for the last thread; and behind the view the medium is taken from its beginning on, since a few
    decoders reach a place only from there.
*/
class StretchQueue
{
public:
    /** Stretches [first, last). */
    struct Run
    {
        std::int64_t first = 0;
        std::int64_t last = 0;

        bool operator==(const Run&) const = default;
    };
    static constexpr std::int64_t longestRun = 8;

    StretchQueue(std::int64_t count, int threads, bool seeksAreExpensive);

    /** An empty stretch of frames is the beginning. */
    void lookAt(FrameRange inView);

    /** None when all are taken, which does not say that they are measured. */
    [[nodiscard]] std::optional<Run> take();
    void giveBack(Run);
    /** One that was taken. */
    void countMeasured();

    [[nodiscard]] std::int64_t count() const { return static_cast<std::int64_t>(taken.size()); }
    [[nodiscard]] std::int64_t left() const; ///< not taken
    [[nodiscard]] std::int64_t measured() const;

private:
    [[nodiscard]] std::optional<std::int64_t> next() const;
    [[nodiscard]] std::optional<std::int64_t> nextFree(std::int64_t from, std::int64_t to) const;

    mutable std::mutex mutex;
    std::vector<bool> taken;
    std::int64_t free;
    std::int64_t done = 0;
    std::int64_t runsForEach; ///< how many runs each thread finds, about; 0: single stretches
    Run view{0, 1};
};

} // namespace loophole::signal
