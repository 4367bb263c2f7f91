#include "Aura/Waveform/WaveformColumns.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace loophole::aura
{
namespace
{

/** Whole indices within [0, count) of the half-open stretch [from, to]. */
struct Indices
{
    std::size_t first;
    std::size_t last; ///< one past
};

Indices clampedIndices(double from, double to, std::size_t count)
{
    const auto top = static_cast<double>(count);
    return {static_cast<std::size_t>(std::clamp(from, 0.0, top)), static_cast<std::size_t>(std::clamp(to, 0.0, top))};
}

} // namespace

Peak columnFromPeaks(std::span<const Peak> peaks, double framesPerPeak, double from, double to)
{
    const auto touched = clampedIndices(std::floor(from / framesPerPeak), std::ceil(to / framesPerPeak), peaks.size());
    if (touched.first >= touched.last)
        return {};
    auto column = peaks[touched.first];
    auto squares = 0.0;
    for (const auto& peak : peaks.subspan(touched.first, touched.last - touched.first))
    {
        column.min = std::min(column.min, peak.min);
        column.max = std::max(column.max, peak.max);
        squares += static_cast<double>(peak.rms) * static_cast<double>(peak.rms);
    }
    column.rms = static_cast<float>(std::sqrt(squares / static_cast<double>(touched.last - touched.first)));
    return column;
}

Column columnFromCache(const PeakCache& cache, int channel, int level, double from, double to)
{
    const auto end = static_cast<double>(cache.length().value());
    const auto first = std::clamp(from, 0.0, end);
    const auto last = std::clamp(to, 0.0, end);
    if (first >= last)
        return {};
    // While peaks are built, levels above the stretch come last.
    for (const auto one : {level, std::min(level, PeakLayout::stretchLevel)})
    {
        const auto framesPerPeak = static_cast<double>(cache.framesPerPeak(one).value());
        if (cache.holds(channel, one, static_cast<std::int64_t>(first / framesPerPeak),
                        static_cast<std::int64_t>(std::ceil(last / framesPerPeak))))
            return {columnFromPeaks(cache.peaks(channel, one), framesPerPeak, first, last), Certainty::sharp};
    }
    if (static_cast<std::size_t>(channel) >= cache.sketch().channels.size())
        return {};
    const auto& places = cache.sketch().channels[static_cast<std::size_t>(channel)];
    return {columnFromPeaks(places, end / static_cast<double>(places.size()), first, last), Certainty::sketched};
}

Peak columnFromSamples(std::span<const float> samples, double firstFrame, double from, double to)
{
    const auto touched = clampedIndices(std::floor(from - firstFrame), std::floor(to - firstFrame) + 1, samples.size());
    if (touched.first >= touched.last)
        return {};
    Peak column{samples[touched.first], samples[touched.first], 0};
    auto squares = 0.0;
    for (const auto sample : samples.subspan(touched.first, touched.last - touched.first))
    {
        column.min = std::min(column.min, sample);
        column.max = std::max(column.max, sample);
        squares += static_cast<double>(sample) * static_cast<double>(sample);
    }
    column.rms = static_cast<float>(std::sqrt(squares / static_cast<double>(touched.last - touched.first)));
    return column;
}

float interpolatedAt(std::span<const float> samples, double position)
{
    constexpr int reach = 8;
    const auto whole = std::floor(position);
    const auto fraction = position - whole;
    const auto at = [&](double index)
    {
        return index >= 0 && index < static_cast<double>(samples.size())
                   ? static_cast<double>(samples[static_cast<std::size_t>(index)])
                   : 0.0;
    };
    if (fraction == 0)
        return static_cast<float>(at(whole));
    auto sum = 0.0;
    for (auto tap = -reach + 1; tap <= reach; ++tap)
    {
        const auto distance = fraction - tap;
        const auto angle = std::numbers::pi * distance;
        const auto window = 0.5 + 0.5 * std::cos(angle / reach);
        sum += at(whole + tap) * std::sin(angle) / angle * window;
    }
    return static_cast<float>(sum);
}

} // namespace loophole::aura
