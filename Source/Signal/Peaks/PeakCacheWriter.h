#pragma once

#include "Concurrency/ThreadTokens.h"
#include "Core/Outcome.h"
#include "Core/SampleRate.h"
#include "Model/PeakCache.h"

#include <filesystem>
#include <memory>
#include <span>
#include <vector>

namespace loophole::signal
{

/**
    Writes one peak file beside its place, under a name of its own until moveTo(). Owns that file: whatever fails, and
    whenever it is destroyed before moveTo(), nothing is left behind. Pieces may be written by several disk threads at
    once, each piece once; all else by one of them when the pieces are written.
*/
class PeakCacheWriter
{
public:
    /** Claims the whole size at once where the file system can, so that a full disk is known before the work. */
    [[nodiscard]] static Outcome<std::unique_ptr<PeakCacheWriter>>
    create(DiskThread&, const std::filesystem::path& folder, const PeakLayout&, SampleRate);

    ~PeakCacheWriter();
    PeakCacheWriter(const PeakCacheWriter&) = delete;
    PeakCacheWriter& operator=(const PeakCacheWriter&) = delete;

    [[nodiscard]] const PeakLayout& layout() const { return plan; }

    /** What has been written so far; every thread may read it at once while more is written. Once finish() has
        returned it is what PeakCache::open() would give, without anything being read or checked again. */
    [[nodiscard]] const std::shared_ptr<PeakCache>& peaks() const { return written; }

    /** All peaks of the piece (PeakLayout). */
    [[nodiscard]] Outcome<void> writePiece(DiskThread&, int level, int channel, std::int64_t piece,
                                           std::span<const Peak>);

    /** Writes what makes the file whole. It is not waited for until it is on the disk: what a crash leaves half written
        has checksums that do not hold, and is built again. */
    [[nodiscard]] Outcome<void> finish(DiskThread&, const ContentKey& content, const ContentKey& fullHash);

    /** Into the same folder, in place of what may be there. */
    [[nodiscard]] Outcome<void> moveTo(DiskThread&, const std::filesystem::path&);

private:
    PeakCacheWriter(std::filesystem::path path, int descriptor, const PeakLayout&, SampleRate);

    [[nodiscard]] Outcome<void> writeAt(std::int64_t offset, std::span<const std::byte>) const;

    std::filesystem::path temporary;
    int descriptor;
    PeakLayout plan;
    SampleRate rate;
    std::vector<std::uint64_t> checksums; ///< by PeakLayout::checksumIndex; each set by who writes the piece
    std::shared_ptr<PeakCache> written;
    bool isMoved = false;
};

} // namespace loophole::signal
