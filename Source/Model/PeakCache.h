#pragma once

#include "Concurrency/ThreadTokens.h"
#include "Core/Frames.h"
#include "Core/Outcome.h"
#include "Core/SampleRate.h"
#include "Model/PeakLayout.h"

#include <filesystem>
#include <memory>
#include <span>

namespace loophole
{

/**
    The waveform overview of one medium: minimum, maximum and RMS of every channel at 64·4^k frames a peak, read in
    place from one peak file. Owns the read-only mapping of that file, which is our own, local and written once.
    Immutable, so every thread may read it at once; a page that is not resident costs its reader one local disk read.
*/
class PeakCache
{
public:
    /**
        Maps a peak file. Refused before anything of it is believed: files that are foreign, of another version,
        shorter or longer than their header says, or whose checksums do not hold.
    */
    [[nodiscard]] static Outcome<std::shared_ptr<const PeakCache>> open(DiskThread&, const std::filesystem::path&);

    ~PeakCache();
    PeakCache(const PeakCache&) = delete;
    PeakCache& operator=(const PeakCache&) = delete;

    [[nodiscard]] int channels() const { return layout.channels(); }
    [[nodiscard]] FrameCount length() const { return layout.length(); }
    [[nodiscard]] SampleRate sampleRate() const { return rate; }
    [[nodiscard]] const ContentKey& contentKey() const { return header.contentKey; }
    /** All zero where the medium was not hashed as a whole. */
    [[nodiscard]] const ContentKey& fullHash() const { return header.fullHash; }

    [[nodiscard]] int levelCount() const { return layout.levelCount(); }
    [[nodiscard]] FrameCount framesPerPeak(int level) const { return layout.framesPerPeak(level); }
    [[nodiscard]] std::int64_t peakCount(int level) const { return layout.peakCount(level); }

    /**
        The coarsest level with at least one peak a pixel, 0 where even the finest has fewer (draw samples below 64
        frames a pixel). Anything that is no number is taken as 0.
    */
    [[nodiscard]] int levelFor(double framesPerPixel) const;

    /** All peaks of a channel in time order; peak i covers frames [i, i + 1)·framesPerPeak(level), cut at length(). */
    [[nodiscard]] std::span<const Peak> peaks(int channel, int level) const;

    /** Silence for an index outside [0, peakCount(level)). */
    [[nodiscard]] Peak peak(int channel, int level, std::int64_t index) const;

    /**
        Extent and RMS of a stretch, from about 6·log4(frames / 64) peaks. Exact where both ends are multiples of 64
        or the end of the medium, else of the stretch widened to such. RMS to about 2e-7 of itself (it is stored as
        float). A stretch outside the medium is silent.
    */
    [[nodiscard]] Peak envelope(int channel, FrameRange) const;

    /** Checksum of the finest level of all channels: two media with the same one look the same at any zoom. */
    [[nodiscard]] std::uint64_t finestChecksum() const;

private:
    PeakCache(const std::byte* mapped, const PeakHeader& header);

    const std::byte* mapped;
    PeakHeader header;
    PeakLayout layout;
    SampleRate rate;
};

} // namespace loophole
