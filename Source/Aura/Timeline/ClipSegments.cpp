#include "Aura/Timeline/ClipSegments.h"

#include <algorithm>
#include <cmath>

namespace loophole::aura
{
namespace
{

std::vector<ClipSegment> repetitions(const ClipTimeline& line, ClipSegment whole, double from, double to,
                                     double narrowest)
{
    std::vector<ClipSegment> segments;
    const auto period = static_cast<double>(line.stretch.value()) / line.playRate;
    for (auto start = std::floor(from / period) * period; start < to; start += period)
    {
        auto segment = whole;
        segment.clipStart = start;
        segment.clipLength = std::min(period, to - start);
        segments.push_back(segment);
        if (period < narrowest)
        {
            segments.back().clipLength = to - start;
            break;
        }
    }
    return segments;
}

} // namespace

std::vector<ClipSegment> clipSegments(const ClipTimeline& line, SampleRate assetRate, FrameCount assetLength,
                                      SampleRate sessionRate, double from, double to, double narrowest)
{
    if (to <= from || line.stretch.isZero())
        return {};
    const auto assetFramesPerGridFrame =
        assetRate.isKnown() && sessionRate.isKnown() ? static_cast<double>(assetRate.hz()) / sessionRate.hz() : 1.0;
    ClipSegment segment;
    segment.lineStep = line.playRate * assetFramesPerGridFrame;
    segment.isReversed = line.reverse;

    const auto offset = (static_cast<double>(line.first.value()) + line.phase) * assetFramesPerGridFrame;
    const auto played = static_cast<double>(line.length.value()) * segment.lineStep;
    segment.lineStart = line.reverse ? static_cast<double>(assetLength.value()) - offset - played : offset;
    if (line.loop)
    {
        // A repetition ends, and a reversed one begins, with the end of the medium.
        segment.lineStart = line.reverse ? 0 : offset;
        return repetitions(line, segment, std::max(0.0, from), to, narrowest);
    }
    segment.clipLength = static_cast<double>(line.length.value());
    return {segment};
}

} // namespace loophole::aura
