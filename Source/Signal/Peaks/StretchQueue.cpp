#include "Signal/Peaks/StretchQueue.h"

#include "Model/PeakLayout.h"

#include <algorithm>

namespace loophole::signal
{

StretchQueue::StretchQueue(std::int64_t count, int threads, bool seeksAreExpensive)
    : taken(static_cast<std::size_t>(count)),
      free(count),
      runsForEach(seeksAreExpensive ? 4 * std::int64_t{threads} : 0)
{
}

void StretchQueue::lookAt(FrameRange inView)
{
    const std::lock_guard lock(mutex);
    const auto inside = [&](std::int64_t stretch) { return std::clamp<std::int64_t>(stretch, 0, count()); };
    view.first = inside(inView.start.value() / PeakLayout::stretchFrames);
    view.last = inside((inView.end().value() + PeakLayout::stretchFrames - 1) / PeakLayout::stretchFrames);
}

std::optional<std::int64_t> StretchQueue::nextFree(std::int64_t from, std::int64_t to) const
{
    const auto begin = taken.begin();
    const auto found = std::find(begin + from, begin + std::max(from, to), false);
    return found == begin + std::max(from, to) ? std::nullopt : std::optional<std::int64_t>(found - begin);
}

std::optional<std::int64_t> StretchQueue::next() const
{
    const auto first = std::min(view.first, count());
    if (const auto seen = nextFree(first, std::clamp(view.last, first, count())))
        return seen;
    const auto ahead = nextFree(first, count());
    if (runsForEach > 0)
        return ahead ? ahead : nextFree(0, first);
    auto behind = first - 1;
    while (behind >= 0 && taken[static_cast<std::size_t>(behind)])
        --behind;
    if (behind < 0)
        return ahead;
    return ahead && *ahead - view.last < first - 1 - behind ? ahead : std::optional(behind);
}

std::optional<StretchQueue::Run> StretchQueue::take()
{
    const std::lock_guard lock(mutex);
    const auto first = next();
    if (!first)
        return std::nullopt;
    const auto length = runsForEach == 0 ? 1 : std::clamp<std::int64_t>(free / runsForEach, 1, longestRun);
    Run run{*first, *first};
    while (run.last < std::min(count(), *first + length) && !taken[static_cast<std::size_t>(run.last)])
        taken[static_cast<std::size_t>(run.last++)] = true;
    free -= run.last - run.first;
    return run;
}

void StretchQueue::giveBack(Run run)
{
    const std::lock_guard lock(mutex);
    std::fill(taken.begin() + run.first, taken.begin() + run.last, false);
    free += run.last - run.first;
}

void StretchQueue::countMeasured()
{
    const std::lock_guard lock(mutex);
    ++done;
}

std::int64_t StretchQueue::left() const
{
    const std::lock_guard lock(mutex);
    return free;
}

std::int64_t StretchQueue::measured() const
{
    const std::lock_guard lock(mutex);
    return done;
}

} // namespace loophole::signal
