#include "Model/ClipTimeline.h"

#include "Core/Limits.h"

#include <cmath>

namespace loophole
{
namespace
{

/** value mod modulus in [0, modulus), for modulus > 0. */
double wrapped(double value, double modulus)
{
    const auto remainder = std::fmod(value, modulus);
    return remainder < 0 ? remainder + modulus : remainder;
}

/** Offsets closer to a grid frame than this are on it: the rounding error of a product of doubles, far below a hearing.
 */
constexpr double gridTolerance = 1e-6;

/**
    Phases are whole multiples of 1/phaseSteps: far finer than can be heard (an error of 3·10⁻⁸ frames is 140 dB below
    a full-scale 20 kHz sine), and far coarser than the rounding of doubles, so that the parts of a split clip have
    the very same phase, share their blocks and give the same samples as the whole.
*/
constexpr double phaseSteps = 0x1p24;

} // namespace

double ClipTimeline::gridPosition(std::int64_t n) const
{
    const auto origin = static_cast<double>(first.value());
    const auto moved = static_cast<double>(n) * playRate;
    const auto size = static_cast<double>(stretch.value());
    if (loop && stretch.value() > 0)
        return origin + wrapped(reverse ? size - 1.0 - moved : moved, size);
    return origin + (reverse ? static_cast<double>(length.value() - 1 - n) * playRate : moved);
}

FrameCount gridLength(FrameCount assetLength, SampleRate assetRate, SampleRate gridRate, double phase)
{
    if (!assetRate.isKnown() || assetRate == gridRate)
        return assetLength;
    const auto ratio = static_cast<double>(gridRate.hz()) / assetRate.hz();
    const auto end = static_cast<double>(assetLength.value()) * ratio - phase;
    return FrameCount(std::max<std::int64_t>(0, static_cast<std::int64_t>(std::ceil(end - gridTolerance))));
}

ClipTimeline timelineOf(const Clip& clip, SampleRate assetRate, FrameCount assetLength, SampleRate sessionRate)
{
    ClipTimeline line;
    line.start = clip.position;
    line.playRate = std::clamp(clip.playRate, limits::lowestPlayRate, limits::highestPlayRate);
    line.loop = clip.loop;
    line.reverse = clip.reverse;

    const auto ratio = assetRate.isKnown() ? static_cast<double>(sessionRate.hz()) / assetRate.hz() : 1.0;
    const auto onGrid = clip.offset * ratio;
    const auto nearest = std::round(onGrid);
    const auto whole = std::abs(onGrid - nearest) < gridTolerance ? nearest : std::floor(onGrid);
    line.first = FramePosition(static_cast<std::int64_t>(whole));
    line.phase = std::max(0.0, std::round((onGrid - whole) * phaseSteps) / phaseSteps);
    line.stretch = FrameRange::between(
                       line.first, FramePosition(gridLength(assetLength, assetRate, sessionRate, line.phase).value()))
                       .length;
    const auto rest = std::ceil(static_cast<double>(line.stretch.value()) / line.playRate - gridTolerance);
    line.length = clip.length.value_or(FrameCount(static_cast<std::int64_t>(std::max(0.0, rest))));
    return line;
}

float fadeGain(std::int64_t n, FrameCount length, FrameCount fadeIn, FrameCount fadeOut)
{
    auto gain = 1.0;
    if (n < fadeIn.value())
        gain *= static_cast<double>(n) / static_cast<double>(fadeIn.value());
    if (const auto left = length.value() - 1 - n; left < fadeOut.value())
        gain *= static_cast<double>(std::max<std::int64_t>(0, left)) / static_cast<double>(fadeOut.value());
    return static_cast<float>(gain);
}

} // namespace loophole
