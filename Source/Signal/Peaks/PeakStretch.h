#pragma once

#include "Signal/Peaks/PeakSum.h"

#include <array>
#include <span>
#include <utility>
#include <vector>

namespace loophole::signal
{

/**
    Computes the peaks of one stretch (PeakLayout::stretchFrames) of a medium at every level up to the stretch itself.
    Owns the peaks until the next stretch. Used by one thread at a time; each worker has its own.
*/
class PeakStretch
{
public:
    /** Frames that are measured at once: 64 KiB a channel, so that they are still cached when they were just read. */
    static constexpr int chunkLevel = 4;
    static constexpr std::int64_t chunkFrames = PeakLayout::finestFrames << (2 * chunkLevel);

    explicit PeakStretch(int channels);

    void begin();

    /** Planar: samples[channel][0 … frames). `frames` is chunkFrames but for the last chunk of the medium. */
    void add(const float* const* samples, std::int64_t frames);

    /** Closes what the last frames of a medium began. */
    void finish();

    [[nodiscard]] std::span<const Peak> peaks(int channel, int level) const
    {
        const auto& row = at(channel).rows[static_cast<std::size_t>(level)];
        return std::span(row.peaks).first(row.count);
    }
    /** Of the whole stretch. */
    [[nodiscard]] const PeakSum& total(int channel) const { return at(channel).total; }

private:
    static constexpr std::size_t levels = PeakLayout::stretchLevel + 1;

    /** The peaks of one level so far. Room for all of them: growing them one by one costs as much as finding them. */
    struct Row
    {
        std::vector<Peak> peaks;
        std::size_t count = 0;

        [[nodiscard]] Peak* append(std::size_t more) { return peaks.data() + std::exchange(count, count + more); }
    };

    struct Channel
    {
        std::array<Row, levels> rows;
        std::array<PeakSum, levels> open; ///< of each level above the chunk's, the peak that is not complete yet
        PeakSum total;
    };

    [[nodiscard]] const Channel& at(int channel) const { return channels[static_cast<std::size_t>(channel)]; }
    static void addWholeChunk(Channel&, const float* samples);
    static void addPartOfChunk(Channel&, const float* samples, std::size_t frames);
    static void push(Channel&, int level, const PeakSum&);

    std::vector<Channel> channels;
};

/** Runs four by four, the last ones as many as there are: the sums of the next coarser level. */
[[nodiscard]] std::vector<PeakSum> folded(std::span<const PeakSum>);

} // namespace loophole::signal
