#include "Aura/Browser/FileLoudness.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace loophole::aura
{
namespace
{

constexpr double blockSeconds = 0.4;
constexpr double hopSeconds = 0.1;
constexpr double absoluteGate = -70;
constexpr double relativeGate = -10;
constexpr double calibration = -0.691;
constexpr double surroundWeight = 1.41;

/** In the order of WAVE files, as foldChannels has it. */
double weightOf(int channel, int channels)
{
    if (channels == 1)
        return 2;
    if (channels >= 6 && channel == 3)
        return 0;
    const auto firstSurround = channels <= 4 ? 2 : channels == 5 ? 3 : 4;
    return channels >= 4 && channel >= firstSurround ? surroundWeight : 1;
}

double lufsOf(double z)
{
    return calibration + 10 * std::log10(z);
}

int levelBelow(const PeakCache& peaks, double frames)
{
    auto level = 0;
    while (level + 1 < peaks.levelCount() && static_cast<double>(peaks.framesPerPeak(level + 1).value()) <= frames)
        ++level;
    return level;
}

/** Σ weight · mean square of each peak of a level. */
std::vector<double> powersOf(const PeakCache& peaks, int level)
{
    std::vector<double> powers(static_cast<std::size_t>(peaks.peakCount(level)));
    for (int channel = 0; channel < peaks.channels(); ++channel)
    {
        const auto weight = weightOf(channel, peaks.channels());
        const auto of = peaks.peaks(channel, level);
        for (std::size_t i = 0; i < powers.size() && i < of.size(); ++i)
            powers[i] += weight * static_cast<double>(of[i].rms) * static_cast<double>(of[i].rms);
    }
    return powers;
}

std::vector<double> blocksOf(const std::vector<double>& powers, std::size_t peaksPerBlock)
{
    std::vector<double> blocks;
    const auto size = std::min(peaksPerBlock, powers.size());
    for (std::size_t first = 0; first + size <= powers.size(); ++first)
    {
        double sum = 0;
        for (std::size_t i = first; i < first + size; ++i)
            sum += powers[i];
        blocks.push_back(sum / static_cast<double>(size));
    }
    return blocks;
}

/** Mean of what is louder than the gate; 0 where nothing is. */
double meanAbove(const std::vector<double>& blocks, double gateLufs)
{
    double sum = 0;
    std::size_t count = 0;
    for (const auto z : blocks)
        if (z > 0 && lufsOf(z) > gateLufs)
        {
            sum += z;
            ++count;
        }
    return count == 0 ? 0 : sum / static_cast<double>(count);
}

float largestIn(const PeakCache& peaks, int level, std::int64_t index)
{
    float largest = 0;
    for (int channel = 0; channel < peaks.channels(); ++channel)
    {
        const auto peak = peaks.peak(channel, level, index);
        largest = std::max({largest, std::abs(peak.min), std::abs(peak.max)});
    }
    return largest;
}

} // namespace

std::optional<FileLoudness> loudnessOf(const PeakCache& peaks)
{
    if (peaks.length().isZero() || !peaks.sampleRate().isKnown() || peaks.levelCount() == 0)
        return std::nullopt;
    const auto rate = static_cast<double>(peaks.sampleRate().hz());
    const auto level = levelBelow(peaks, hopSeconds * rate);
    const auto perPeak = static_cast<double>(peaks.framesPerPeak(level).value());
    const auto perBlock = std::max(1.0, std::round(blockSeconds * rate / perPeak));
    const auto blocks = blocksOf(powersOf(peaks, level), static_cast<std::size_t>(perBlock));
    const auto audible = meanAbove(blocks, absoluteGate);
    if (!(audible > 0))
        return std::nullopt;
    float peak = 0;
    const auto top = peaks.levelCount() - 1;
    for (std::int64_t i = 0; i < peaks.peakCount(top); ++i)
        peak = std::max(peak, largestIn(peaks, top, i));
    const auto gated = meanAbove(blocks, lufsOf(audible) + relativeGate);
    return FileLoudness{lufsOf(gated), 20 * std::log10(static_cast<double>(peak))};
}

double matchGainDb(const FileLoudness& loudness)
{
    return std::min(matchedLufs - loudness.lufs, std::max(0.0, -loudness.peakDb));
}

FramePosition firstSoundOf(const PeakCache& peaks)
{
    static const auto threshold = static_cast<float>(std::pow(10.0, firstSoundDb / 20));
    std::int64_t from = 0;
    std::int64_t to = peaks.levelCount() > 0 ? peaks.peakCount(peaks.levelCount() - 1) : 0;
    for (auto level = peaks.levelCount() - 1; level >= 0; --level)
    {
        auto index = from;
        while (index < to && !(largestIn(peaks, level, index) > threshold))
            ++index;
        if (index >= to)
            return FramePosition(0);
        if (level == 0)
            return FramePosition(index * peaks.framesPerPeak(0).value());
        const auto children = peaks.framesPerPeak(level).value() / peaks.framesPerPeak(level - 1).value();
        from = index * children;
        to = std::min(from + children, peaks.peakCount(level - 1));
    }
    return FramePosition(0);
}

} // namespace loophole::aura
