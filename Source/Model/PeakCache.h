#pragma once

#include "Concurrency/ThreadTokens.h"
#include "Core/Frames.h"
#include "Core/Outcome.h"
#include "Core/SampleRate.h"
#include "Model/PeakLayout.h"

#include <atomic>
#include <filesystem>
#include <memory>
#include <span>
#include <vector>

namespace loophole
{

/** What a few short looks into a medium showed: equally many places a channel, evenly spread over its length. */
struct PeakSketch
{
    std::vector<std::vector<Peak>> channels;

    [[nodiscard]] bool isEmpty() const { return channels.empty() || channels.front().empty(); }
};

/**
    The waveform overview of one medium: minimum, maximum and RMS of every channel at 64·4^k frames a peak, read in
    place from one peak file, which is our own and local. Owns the read-only mapping of that file. Every piece of it
    (PeakLayout) is there or not, and is trusted once its checksum held: holds() says so, and computes the checksum
    where nobody has yet. What is not there yet may be drawn from a sketch.

    Every thread may read it at once; a page that is not resident costs its reader one local disk read, so the message
    thread reads nothing but sizes. Only the thread that opened or grows it changes it, piece by piece.
*/
class PeakCache
{
public:
    /** Levels that have no more bytes than this together with the coarser ones are checked when a file is opened: an
        overview of any width is drawn from them. */
    static constexpr std::int64_t bytesCheckedAtOpen = 512 << 10;

    /**
        Maps a peak file. Refused before anything of it is believed: files that are foreign, of another version,
        shorter or longer than their header says, or whose checksums of header, table or coarse levels do not hold.
    */
    [[nodiscard]] static Outcome<std::shared_ptr<const PeakCache>> open(DiskThread&, const std::filesystem::path&);

    /** Over a file of layout.fileBytes() bytes that is being written, of which nothing is there yet. The descriptor
        stays the caller's. */
    [[nodiscard]] static Outcome<std::shared_ptr<PeakCache>> overUnwritten(DiskThread&, int descriptor,
                                                                           const PeakLayout&, SampleRate);

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

    /** Whether peaks [first, last) are there and sound; computes checksums where nobody has yet. Not for the message
        thread. False outside the medium. */
    [[nodiscard]] bool holds(int channel, int level, std::int64_t first, std::int64_t last) const;

    /** All peaks of a channel in time order; peak i covers frames [i, i + 1)·framesPerPeak(level), cut at length().
        Worth something only where holds() says so. */
    [[nodiscard]] std::span<const Peak> peaks(int channel, int level) const;

    /** Silence for an index outside [0, peakCount(level)), and for what does not hold. */
    [[nodiscard]] Peak peak(int channel, int level, std::int64_t index) const;

    /** A checksum was found not to hold: the file must be built again. */
    [[nodiscard]] bool isDamaged() const { return damaged.load(std::memory_order_relaxed); }

    /** Empty unless peaks are being built. */
    [[nodiscard]] const PeakSketch& sketch() const { return overview; }

    /** Checksum of the finest level of all channels: two media with the same one look the same at any zoom. */
    [[nodiscard]] std::uint64_t finestChecksum() const;

    /** Before anybody else has it. */
    void setSketch(PeakSketch sketch) { overview = std::move(sketch); }
    /** The piece has been written; other threads may read it from now on. */
    void markWritten(int level, int channel, std::int64_t piece);
    /** Header and table have been written. Before anybody asks for what they say. */
    void seal(const PeakHeader& written) { header = written; }

private:
    enum class Trust : std::uint8_t
    {
        absent,
        unchecked,
        sound,
        damaged
    };

    PeakCache(const std::byte* mapped, const PeakHeader& header, Trust);

    [[nodiscard]] bool isPieceSound(int level, int channel, std::int64_t piece) const;
    [[nodiscard]] bool areCoarseLevelsSound() const;
    [[nodiscard]] std::span<const std::uint64_t> checksums() const;

    const std::byte* mapped;
    PeakHeader header;
    PeakLayout layout;
    SampleRate rate;
    PeakSketch overview;
    /** By PeakLayout::checksumIndex. Set with release when a piece was written or checked, read with acquire. */
    mutable std::vector<std::atomic<Trust>> trust;
    mutable std::atomic<bool> damaged{false}; ///< relaxed: only ever becomes true, and orders nothing
};

} // namespace loophole
