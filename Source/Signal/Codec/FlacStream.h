#pragma once

#include "Signal/Codec/FlacDecoder.h"
#include "Signal/Codec/FlacFrames.h"
#include "Signal/Codec/MediaCursor.h"
#include "Signal/Codec/MediaReader.h"

#include <memory>
#include <utility>
#include <vector>

namespace loophole::signal
{

/**
    Frames of a FLAC file from anywhere in it. Reading on from where the last read ended only decodes; any other place
    is found through FlacFrames (native) or libFLAC (Ogg), and failing that by decoding from the beginning. Used by one
    disk thread at a time.
*/
class FlacStream
{
public:
    FlacStream(std::shared_ptr<const MediaFile> file, std::int64_t base, bool isOgg);
    FlacStream(const FlacStream&) = delete;
    FlacStream& operator=(const FlacStream&) = delete;

    /** Reads the metadata, decodes the first frame and finds the exact length. */
    [[nodiscard]] Outcome<void> open(DiskThread&);

    [[nodiscard]] const MediaInfo& info() const { return mediaInfo; }

    /** Frames [start, start + destination.frames), all of them within the length. What cannot be decoded is silent, as
        long as the file can be read. */
    [[nodiscard]] Outcome<void> read(DiskThread&, std::int64_t start, PlanarSpan destination);

    [[nodiscard]] std::vector<MediaDamage> takeDamage() { return std::exchange(damages, {}); }

private:
    enum class Jump : std::uint8_t
    {
        arrived,
        missing,
        wrong
    };

    [[nodiscard]] bool decodeNext();
    [[nodiscard]] bool decodeUntil(std::int64_t target);
    [[nodiscard]] bool moveTo(DiskThread&, std::int64_t target);
    [[nodiscard]] Jump jumpTo(DiskThread&, std::int64_t target);
    [[nodiscard]] Failure failureAt(std::int64_t target) const;
    [[nodiscard]] FlacGap gapAt(std::int64_t target) const;
    void note(const FlacGap&);

    [[nodiscard]] Outcome<void> settleNumbering(DiskThread&);
    [[nodiscard]] Outcome<void> findLength(DiskThread&);
    [[nodiscard]] std::int64_t lengthByDecoding();

    MediaCursor cursor;
    std::int64_t base;
    bool isOgg;
    MediaInfo mediaInfo;
    FlacDecoder decoder;
    std::int64_t firstFrameOffset = 0; ///< native only; from the beginning of the file
    FlacGap gap;                       ///< the one found last
    FlacGap noted;                     ///< the one that damages told last
    std::vector<MediaDamage> damages;
};

} // namespace loophole::signal
