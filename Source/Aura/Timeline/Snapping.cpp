#include "Aura/Timeline/Snapping.h"

#include "Aura/Timeline/RulerTicks.h"
#include "Aura/Transport/TimeText.h"

#include <algorithm>
#include <cmath>

namespace loophole::aura
{
namespace
{

/** Lines closer together than this cannot be told apart by a hand. */
constexpr double closestLinesPixels = 8;

struct Candidate
{
    double distance;
    FramePosition edge;
    FramePosition line;
};

std::optional<Candidate> nearestTarget(FramePosition edge, const std::vector<FramePosition>& targets, double reach)
{
    std::optional<Candidate> best;
    for (const auto target : targets)
    {
        const auto distance = std::abs(static_cast<double>((target - edge).value()));
        if (distance <= reach && (!best || distance < best->distance))
            best = Candidate{distance, edge, target};
    }
    return best;
}

std::optional<Candidate> nearer(std::optional<Candidate> a, std::optional<Candidate> b)
{
    if (!a || !b)
        return a ? a : b;
    return b->distance < a->distance ? b : a;
}

} // namespace

double gridSpacing(TimeBase base, SampleRate rate, Tempo tempo, double framesPerPixel)
{
    const auto least = closestLinesPixels * framesPerPixel;
    return base == TimeBase::bars ? barTickSpacing(rate, tempo, least) : clockTickSpacing(rate, least);
}

FramePosition nearestGridLine(FramePosition position, double spacing)
{
    if (spacing < 1)
        return position;
    return FramePosition(std::llround(std::round(static_cast<double>(position.value()) / spacing) * spacing));
}

FramePosition nextGridLine(FramePosition position, double spacing, int direction)
{
    const auto step = std::max(1.0, spacing);
    auto line = std::floor(static_cast<double>(position.value()) / step) + (direction > 0 ? 1 : 0);
    // Lines lie on rounded frames, so a position on one may be taken for just before or after it.
    for (auto frame = std::llround(line * step); direction > 0 ? frame <= position.value() : frame >= position.value();
         frame = std::llround(line * step))
        line += direction;
    return FramePosition(std::max<std::int64_t>(0, std::llround(line * step)));
}

Snap snapped(FramePosition start, FrameCount length, const std::vector<FramePosition>& targets, double gridSpacing,
             double reach)
{
    const auto end = start + length;
    auto best = nearer(nearestTarget(start, targets, reach), nearestTarget(end, targets, reach));
    if (!best && gridSpacing >= 1)
        best = nearer(nearestTarget(start, {nearestGridLine(start, gridSpacing)}, reach),
                      nearestTarget(end, {nearestGridLine(end, gridSpacing)}, reach));
    if (!best || start + (best->line - best->edge) < FramePosition(0))
        return {std::max(start, FramePosition(0)), std::nullopt};
    return {start + (best->line - best->edge), best->line};
}

} // namespace loophole::aura
