#pragma once

#include "Core/Clock.h"
#include "Signal/Codec/MediaReader.h"

#include <memory>
#include <vector>

namespace loophole::signal
{

/**
    Owns an open reader and the last frames that it read, which the next stretch of a resampled asset needs again: a
    compressed file then goes on where it is and never steps back. Used by one disk thread at a time.
*/
class OpenMedium
{
public:
    explicit OpenMedium(std::unique_ptr<MediaReader> opened) : media(std::move(opened)) {}

    [[nodiscard]] const MediaInfo& info() const { return media->info(); }
    [[nodiscard]] bool seeksAreExpensive() const { return media->seeksAreExpensive(); }

    /** Where the reader stands: the frame behind the last one read. */
    [[nodiscard]] FramePosition position() const { return next; }

    /** Reading from here on or a little later is cheap: the first of the frames kept. */
    [[nodiscard]] FramePosition resumesFrom() const { return kept.isEmpty() ? next : kept.start; }

    /** When its path was last found to lead to it. */
    Instant lookedAt = Instant::min() / 2;

    /** As MediaReader::read(), and keeps the last `keep` frames for the next call. */
    [[nodiscard]] Outcome<void> read(DiskThread&, FramePosition start, PlanarSpan destination, std::int64_t keep = 0);

    /** As MediaReader's. */
    [[nodiscard]] Outcome<void> fetch(DiskThread& thread, FrameRange frames) { return media->fetch(thread, frames); }
    void letGo(DiskThread& thread) { media->letGo(thread); }
    [[nodiscard]] std::vector<MediaDamage> takeDamage() { return media->takeDamage(); }

private:
    [[nodiscard]] std::int64_t copyKept(FramePosition start, PlanarSpan destination) const;
    void keepLast(FramePosition start, PlanarSpan source, std::int64_t count);

    std::unique_ptr<MediaReader> media;
    FramePosition next;
    FrameRange kept;
    std::vector<float> keptSamples; ///< planar: channels × kept.length
};

} // namespace loophole::signal
