#include "Model/ClipShape.h"

#include "Core/Limits.h"

#include <algorithm>
#include <cmath>

namespace loophole
{
namespace
{

/** Output frames for which the asset reaches before the clip's offset. */
std::int64_t framesBefore(const Clip& clip, const CutContext& context)
{
    return static_cast<std::int64_t>(std::floor(clip.offset / assetFrames(context, 1) + jointTolerance));
}

/** Fades of a clip that is so long: the one that was set is kept, the other one takes what is left. */
void fitFades(Clip& clip, FrameCount length, bool keepsFadeOut)
{
    auto& first = keepsFadeOut ? clip.fadeOut : clip.fadeIn;
    auto& second = keepsFadeOut ? clip.fadeIn : clip.fadeOut;
    first = std::clamp(first, FrameCount(0), length);
    second = std::clamp(second, FrameCount(0), length - first);
}

} // namespace

FrameRange movedEnds(const Clip& clip, const CutContext& context, FrameCount startBy, FrameCount endBy)
{
    const auto& line = context.line;
    const auto one = FrameCount(1);
    auto start = std::max(line.start + startBy, FramePosition(0));
    auto end = line.end() + endBy;
    // A reversed clip reaches the start of its asset at its end.
    if (!clip.loop && !clip.reverse)
        start = std::max(start, line.start - FrameCount(framesBefore(clip, context)));
    if (!clip.loop && clip.reverse)
        end = std::min(end, line.end() + FrameCount(framesBefore(clip, context)));
    if (!startBy.isZero())
        start = std::min(start, std::max(end, line.start + one) - one);
    return FrameRange::between(start, std::max(end, start + one));
}

Clip slipped(const Clip& clip, const CutContext& context, FrameCount by)
{
    auto moved = clip;
    if (context.line.length > FrameCount(0))
        moved.length = context.line.length;
    moved.offset += assetFrames(context, by.value());
    if (!context.assetLength.isZero() && !clip.loop)
    {
        const auto latest =
            static_cast<double>(context.assetLength.value()) - assetFrames(context, context.line.length.value());
        moved.offset = std::min(moved.offset, std::max(latest, clip.offset));
    }
    moved.offset = std::max(moved.offset, 0.0);
    return moved;
}

Clip withFades(const Clip& clip, FrameCount length, std::optional<FrameCount> fadeIn, std::optional<FrameCount> fadeOut)
{
    auto faded = clip;
    faded.fadeIn = fadeIn.value_or(clip.fadeIn);
    faded.fadeOut = fadeOut.value_or(clip.fadeOut);
    // A clip whose asset was never found has no length yet to fit them into.
    if (length > FrameCount(0))
        fitFades(faded, length, !fadeIn);
    faded.fadeIn = std::max(faded.fadeIn, FrameCount(0));
    faded.fadeOut = std::max(faded.fadeOut, FrameCount(0));
    return faded;
}

Clip withPlayRate(const Clip& clip, const ClipTimeline& before, double playRate)
{
    auto played = clip;
    played.playRate = std::clamp(playRate, limits::lowestPlayRate, limits::highestPlayRate);
    if (!clip.length || clip.loop)
        return played;
    const auto scaled = static_cast<double>(before.length.value()) * before.playRate / played.playRate;
    played.length = FrameCount(std::max<std::int64_t>(1, std::llround(scaled)));
    fitFades(played, *played.length, false);
    return played;
}

} // namespace loophole
