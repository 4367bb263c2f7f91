#include "Signal/Stream/WindowSplit.h"

#include "Core/Limits.h"

#include <algorithm>
#include <cmath>
#include <unordered_set>

namespace loophole::signal
{
namespace
{

std::int64_t floorDivide(std::int64_t a, std::int64_t b)
{
    const auto quotient = a / b;
    return a % b < 0 ? quotient - 1 : quotient;
}

/** A clip may be far longer than its asset: positions are kept where whole numbers can hold them. */
std::int64_t wholeFrame(double position)
{
    return static_cast<std::int64_t>(std::clamp(position, -0x1p60, 0x1p60));
}

/** A run of output frames whose grid positions move steadily: no wrap lies inside. */
struct Run
{
    std::int64_t firstFrame = 0; ///< output frames, both ends included
    std::int64_t lastFrame = 0;
    double firstPosition = 0; ///< grid position of firstFrame
    double slope = 1;         ///< grid frames an output frame
};

/** Collects the blocks of runs in the order of need. */
class BlockCollector
{
public:
    BlockCollector(const ClipTimeline& line, FrameCount gridLength, int margin, bool backwards)
        : line(line), length(gridLength.value()), margin(margin), backwards(backwards)
    {
    }

    [[nodiscard]] bool wraps() const { return line.loop && line.stretch.value() > 0; }

    void add(const Run& run)
    {
        const auto last = run.firstPosition + run.slope * static_cast<double>(run.lastFrame - run.firstFrame);
        const auto low = wholeFrame(std::floor(std::min(run.firstPosition, last))) - margin;
        const auto high = wholeFrame(std::ceil(std::max(run.firstPosition, last))) + margin;
        addSpan(run, low, high, 0);
        if (!wraps() || margin == 0)
            return;
        // The kernel reaches over the ends of the loop to its other end.
        const auto begin = line.first.value();
        const auto end = begin + line.stretch.value();
        if (low < begin)
            addSpan(run, std::max(begin, low + line.stretch.value()), end - 1, -line.stretch.value());
        if (high >= end)
            addSpan(run, begin, std::min(end - 1, high - line.stretch.value()), line.stretch.value());
    }

    [[nodiscard]] std::vector<NeededBlock> takeOrdered()
    {
        std::ranges::stable_sort(needed, [this](const NeededBlock& a, const NeededBlock& b)
                                 { return backwards ? a.outputFrame > b.outputFrame : a.outputFrame < b.outputFrame; });
        return std::move(needed);
    }

private:
    /** Grid frames low … high; `shift` tells how far from the run's own positions they are heard. */
    void addSpan(const Run& run, std::int64_t low, std::int64_t high, std::int64_t shift)
    {
        const auto from = std::max(low, wraps() ? line.first.value() : std::int64_t{0});
        const auto to = std::min(high, length - 1);
        if (from > to)
            return;
        const auto first = floorDivide(from, limits::blockFrames);
        const auto last = floorDivide(to, limits::blockFrames);
        const auto ascends = (run.slope > 0) != backwards;
        for (auto step = std::int64_t{0}; step <= last - first; ++step)
        {
            const auto index = ascends ? first + step : last - step;
            if (!wraps() || seen.insert(index).second) // without a wrap there is one span, and no block twice
                needed.push_back({index, firstNeed(run, std::max(from, index * limits::blockFrames) + shift,
                                                   std::min(to, (index + 1) * limits::blockFrames - 1) + shift)});
        }
    }

    /** The output frame heard first among those of the run that read grid frames low … high. */
    [[nodiscard]] std::int64_t firstNeed(const Run& run, std::int64_t low, std::int64_t high) const
    {
        // A kernel reads from the whole part of a position on: a frame more on either side.
        const auto reach = margin > 0 ? margin + 1 : 0;
        const auto lowest = static_cast<double>(low - reach) - run.firstPosition;
        const auto highest = static_cast<double>(high + reach) - run.firstPosition;
        const auto enter = (run.slope > 0 ? lowest : highest) / run.slope;
        const auto leave = (run.slope > 0 ? highest : lowest) / run.slope;
        // One frame early rather than late by a rounding.
        const auto frame = backwards ? std::ceil(leave) : std::floor(enter);
        return std::clamp(run.firstFrame + wholeFrame(frame), run.firstFrame, run.lastFrame);
    }

    const ClipTimeline& line;
    std::int64_t length;
    std::int64_t margin;
    bool backwards;
    std::unordered_set<std::int64_t> seen;
    std::vector<NeededBlock> needed;
};

/** The end (last frame) of the run that begins at output frame `n`: where the loop wraps, or `last`. */
std::int64_t endOfRun(const ClipTimeline& line, std::int64_t n, std::int64_t last)
{
    const auto size = static_cast<double>(line.stretch.value());
    const auto pass = std::floor(static_cast<double>(n) * line.playRate / size);
    const auto wrap = static_cast<std::int64_t>(std::ceil((pass + 1.0) * size / line.playRate)) - 1;
    return std::clamp(wrap, n, last);
}

/** Frames after which a loop has read all it will ever read. */
std::int64_t fullPass(const ClipTimeline& line)
{
    return static_cast<std::int64_t>(std::ceil(static_cast<double>(line.stretch.value()) / line.playRate)) + 1;
}

} // namespace

std::vector<NeededBlock> splitWindow(const ClipTimeline& line, FrameRange range, FrameCount gridLength, int margin,
                                     bool backwards)
{
    const auto heard = range.intersection({FramePosition(0), line.length});
    if (heard.isEmpty() || gridLength.value() <= 0)
        return {};
    auto first = heard.start.value();
    auto last = heard.end().value() - 1;
    BlockCollector collector(line, gridLength, margin, backwards);
    const auto slope = line.reverse ? -line.playRate : line.playRate;
    if (!collector.wraps())
    {
        collector.add({first, last, line.gridPosition(first), slope});
        return collector.takeOrdered();
    }

    // More than one pass over the loop reads nothing new.
    if (backwards)
        first = std::max(first, last - fullPass(line));
    else
        last = std::min(last, first + fullPass(line));
    std::vector<Run> runs;
    for (auto n = first; n <= last;)
    {
        const auto end = endOfRun(line, n, last);
        runs.push_back({n, end, line.gridPosition(n), slope});
        n = end + 1;
    }
    if (backwards)
        std::ranges::reverse(runs);
    for (const auto& run : runs)
        collector.add(run);
    return collector.takeOrdered();
}

} // namespace loophole::signal
