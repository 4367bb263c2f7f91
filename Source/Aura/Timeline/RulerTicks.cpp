#include "Aura/Timeline/RulerTicks.h"

#include "Aura/Timeline/Snapping.h"
#include "Aura/Transport/TimeText.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>

namespace loophole::aura
{
namespace
{

constexpr double closestLabels = 84;
constexpr double closestLines = 8;

/** "0:01:30", then as many decimals as the spacing needs; single frames are numbered within their second. */
std::string clockLabel(std::int64_t frame, SampleRate rate, double spacing)
{
    const auto second = frame / rate.hz();
    const auto rest = frame % rate.hz();
    std::array<char, 64> text{};
    const auto minutes = static_cast<long long>(second / 60);
    const auto seconds = static_cast<int>(second % 60);
    if (spacing >= rate.hz())
        std::snprintf(text.data(), text.size(), "%lld:%02d", minutes, seconds);
    else if (spacing * 1000 >= rate.hz())
        std::snprintf(text.data(), text.size(), "%lld:%02d.%03lld", minutes, seconds,
                      static_cast<long long>(std::llround(static_cast<double>(rest) * 1000.0 / rate.hz())));
    else
        std::snprintf(text.data(), text.size(), "%lld:%02d +%lld", minutes, seconds, static_cast<long long>(rest));
    return text.data();
}

std::string barLabel(std::int64_t frame, SampleRate rate, Tempo tempo, double spacing)
{
    auto text = barsText(FramePosition(frame), rate, tempo);
    const auto beat = framesPerBeat(rate, tempo);
    if (spacing >= beat * tempo.beatsPerBar - 0.5)
        return text.substr(0, text.find('.'));
    return spacing >= beat - 0.5 ? text.substr(0, text.rfind('.')) : text;
}

/** How many lines a labelled stretch is divided into, so that they stay `closestLines` apart. */
int divisions(TimeBase base, double majorPixels, double majorFrames, Tempo tempo, double beat)
{
    if (base == TimeBase::bars && std::abs(majorFrames - beat * tempo.beatsPerBar) < 0.5)
        return majorPixels / tempo.beatsPerBar >= closestLines ? tempo.beatsPerBar : 1;
    for (const auto count : base == TimeBase::bars ? std::array{8, 4, 2} : std::array{10, 5, 2})
        if (majorPixels / count >= closestLines && majorFrames / count >= 1)
            return count;
    return 1;
}

} // namespace

double clockTickSpacing(SampleRate rate, double least)
{
    const auto hz = static_cast<double>(std::max(1, rate.hz()));
    for (double frames = 1; frames * 1000 < hz; frames *= 10)
        for (const auto step : {1.0, 2.0, 5.0})
            if (frames * step >= least && frames * step * 1000 < hz)
                return frames * step;
    for (const auto seconds : {0.001, 0.002, 0.005, 0.01, 0.02, 0.05,  0.1,   0.2,   0.5,    1.0,   2.0,
                               5.0,   10.0,  15.0,  30.0, 60.0, 120.0, 300.0, 600.0, 1800.0, 3600.0})
        if (seconds * hz >= least)
            return seconds * hz;
    return std::ceil(least / (3600 * hz)) * 3600 * hz;
}

double barTickSpacing(SampleRate rate, Tempo tempo, double least)
{
    const auto beat = framesPerBeat(rate, tempo);
    for (auto part = 64; part >= 1; part /= 2)
        if (beat / part >= least)
            return beat / part;
    auto bars = beat * std::max(1, tempo.beatsPerBar);
    while (bars < least)
        bars *= 2;
    return bars;
}

std::vector<Tick> rulerTicks(const Viewport& view, TimeBase base, SampleRate rate, Tempo tempo)
{
    std::vector<Tick> ticks;
    if (!rate.isKnown())
        return ticks;
    const auto least = closestLabels * view.framesPerPixel;
    const auto major = base == TimeBase::bars ? barTickSpacing(rate, tempo, least) : clockTickSpacing(rate, least);
    const auto count = divisions(base, major / view.framesPerPixel, major, tempo, framesPerBeat(rate, tempo));
    const auto minor = major / count;
    // One label to the left of the edge, whose text may still reach in.
    const auto first = std::max(0.0, std::floor(view.firstFrame / major) * count);
    for (auto n = static_cast<std::int64_t>(first); static_cast<double>(n) * minor <= view.exactFrameAt(view.width);
         ++n)
    {
        const auto frame = static_cast<double>(n) * minor;
        Tick tick{view.xOf(frame), n % count == 0, {}};
        if (tick.isMajor)
            tick.label = base == TimeBase::bars ? barLabel(std::llround(frame), rate, tempo, major)
                                                : clockLabel(std::llround(frame), rate, major);
        ticks.push_back(std::move(tick));
    }
    return ticks;
}

} // namespace loophole::aura
