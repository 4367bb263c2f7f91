#include "Signal/Peaks/PeakStretch.h"

namespace loophole::signal
{

namespace
{

constexpr std::size_t chunkBins = static_cast<std::size_t>(PeakStretch::chunkFrames / PeakLayout::finestFrames);

constexpr std::int64_t framesPerPeak(int level)
{
    return PeakLayout::finestFrames << (2 * level);
}

/** The bins of a whole chunk at one level after the other, the coarser ones in place of the finer. */
struct ChunkBins
{
    std::array<float, chunkBins> min;
    std::array<float, chunkBins> max;
    std::array<double, chunkBins> squares;

    void measure(const float* samples) { measureBins(samples, chunkBins, {min.data(), max.data(), squares.data()}); }

    void fold(std::size_t count)
    {
        foldBy(min, count, [](float a, float b) { return b < a ? b : a; });
        foldBy(max, count, [](float a, float b) { return a < b ? b : a; });
        foldBy(squares, count, [](double a, double b) { return a + b; });
    }

    /** By values: std::min gives references, between which compilers choose by jumps that no processor foretells. */
    template <class Row, class Join>
    static void foldBy(Row& row, std::size_t count, Join join)
    {
        for (std::size_t i = 0; i < count; ++i)
        {
            const auto* four = row.data() + i * PeakLayout::ratio;
            row[i] = join(join(join(four[0], four[1]), four[2]), four[3]);
        }
    }

    void writeTo(Peak* peaks, int level, std::size_t count) const
    {
        const auto share = 1.0 / static_cast<double>(framesPerPeak(level)); // a power of two: exact
        std::array<float, chunkBins> rms;
        rootsOf(squares.data(), share, count, rms.data());
        for (std::size_t i = 0; i < count; ++i)
            peaks[i] = {min[i], max[i], rms[i]};
    }
};

} // namespace

PeakStretch::PeakStretch(int channelCount) : channels(static_cast<std::size_t>(channelCount))
{
    for (auto& channel : channels)
        for (std::size_t level = 0; level < levels; ++level)
            channel.rows[level].peaks.resize(
                static_cast<std::size_t>(PeakLayout::stretchFrames / framesPerPeak(static_cast<int>(level))));
}

void PeakStretch::begin()
{
    for (auto& channel : channels)
    {
        for (auto& row : channel.rows)
            row.count = 0;
        channel.open.fill({});
        channel.total = {};
    }
}

void PeakStretch::add(const float* const* samples, std::int64_t frames)
{
    for (std::size_t c = 0; c < channels.size(); ++c)
    {
        if (frames == chunkFrames)
            addWholeChunk(channels[c], samples[c]);
        else
            addPartOfChunk(channels[c], samples[c], static_cast<std::size_t>(frames));
    }
}

void PeakStretch::addWholeChunk(Channel& channel, const float* samples)
{
    ChunkBins bins;
    bins.measure(samples);
    auto count = chunkBins;
    for (int level = 0; level < chunkLevel; ++level)
    {
        bins.writeTo(channel.rows[static_cast<std::size_t>(level)].append(count), level, count);
        count /= PeakLayout::ratio;
        bins.fold(count);
    }
    push(channel, chunkLevel, {bins.min[0], bins.max[0], bins.squares[0], chunkFrames});
}

void PeakStretch::addPartOfChunk(Channel& channel, const float* samples, std::size_t frames)
{
    constexpr auto binFrames = static_cast<std::size_t>(PeakLayout::finestFrames);
    for (std::size_t done = 0; done < frames; done += binFrames)
        push(channel, 0, measure(samples + done, std::min(binFrames, frames - done)));
}

void PeakStretch::push(Channel& channel, int level, const PeakSum& sum)
{
    *channel.rows[static_cast<std::size_t>(level)].append(1) = sum.peak();
    if (level == PeakLayout::stretchLevel)
    {
        channel.total = sum;
        return;
    }
    auto& above = channel.open[static_cast<std::size_t>(level) + 1];
    above.add(sum);
    if (above.frames < framesPerPeak(level + 1))
        return;
    push(channel, level + 1, above);
    above = {};
}

void PeakStretch::finish()
{
    for (auto& channel : channels)
        for (int level = 1; level <= PeakLayout::stretchLevel; ++level)
        {
            auto& last = channel.open[static_cast<std::size_t>(level)];
            if (last.frames > 0)
                push(channel, level, last);
            last = {};
        }
}

std::vector<PeakSum> folded(std::span<const PeakSum> sums)
{
    std::vector<PeakSum> coarser((sums.size() + PeakLayout::ratio - 1) / PeakLayout::ratio);
    for (std::size_t i = 0; i < sums.size(); ++i)
        coarser[i / PeakLayout::ratio].add(sums[i]);
    return coarser;
}

} // namespace loophole::signal
