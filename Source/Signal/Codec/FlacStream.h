#pragma once

#include "Core/Limits.h"
#include "Signal/Codec/FlacFrames.h"
#include "Signal/Codec/MediaCursor.h"
#include "Signal/Codec/MediaReader.h"

#include <FLAC/stream_decoder.h>

#include <array>
#include <limits>
#include <memory>
#include <utility>
#include <vector>

namespace loophole::signal
{

/**
    One libFLAC decoder and the frame it decoded last. Reading on from where the last read ended only decodes; any
    other place is found through FlacFrames (native) or libFLAC (Ogg), and failing that by decoding from the
    beginning. Used by one disk thread at a time.
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
    /** The frame decoded last, as floats. */
    struct Block
    {
        std::array<std::vector<float>, limits::maxChannels> channels;
        std::int64_t start = 0;
        std::int64_t frames = 0;
        const char* damage = nullptr; ///< why its samples are not to be used

        [[nodiscard]] std::int64_t end() const { return start + frames; }
        [[nodiscard]] bool contains(std::int64_t frame) const { return frame >= start && frame < end(); }
    };

    /** Frames that no block came for: those between two that did, or behind the last. */
    struct Gap
    {
        std::int64_t start = 0;
        std::int64_t end = 0;
        const char* why = "cannot be decoded";

        [[nodiscard]] bool contains(std::int64_t frame) const { return frame >= start && frame < end; }
    };

    enum class Jump : std::uint8_t
    {
        arrived,
        missing,
        wrong
    };

    struct Callbacks;
    struct Deleter
    {
        void operator()(FLAC__StreamDecoder* decoder) const { FLAC__stream_decoder_delete(decoder); }
    };

    [[nodiscard]] bool start();
    [[nodiscard]] bool rewind();
    [[nodiscard]] bool decodeNext();
    [[nodiscard]] bool decodeUntil(std::int64_t target);
    [[nodiscard]] bool moveTo(DiskThread&, std::int64_t target);
    [[nodiscard]] Jump jumpTo(DiskThread&, std::int64_t target);
    [[nodiscard]] Failure failureAt(std::int64_t target) const;
    [[nodiscard]] Gap gapAt(std::int64_t target) const;
    void note(const Gap&);

    [[nodiscard]] Outcome<void> settleNumbering(DiskThread&);
    [[nodiscard]] std::int64_t placeOf(std::int64_t sampleNumber) const;
    [[nodiscard]] Outcome<void> findLength(DiskThread&);
    [[nodiscard]] std::int64_t lengthByDecoding();
    void takeStreamInfo(const FLAC__StreamMetadata_StreamInfo&);
    void takeFrame(const FLAC__Frame&, const FLAC__int32* const samples[]);
    [[nodiscard]] const char* mismatch(const FLAC__FrameHeader&) const;

    MediaCursor cursor;
    std::int64_t base;
    bool isOgg;
    MediaInfo mediaInfo;
    FlacShape shape;
    std::int64_t declaredLength = 0;
    std::int64_t declaredBlockFrames = 0; ///< by which libFLAC multiplies frame numbers; 0 where it takes the true ones
    std::int64_t firstFrameOffset = 0;    ///< native only; from the beginning of the file
    Block block;
    Gap gap;   ///< the one found last
    Gap noted; ///< the one that damages told last
    std::vector<MediaDamage> damages;
    std::int64_t expectedStart = 0; ///< of the frame that is decoded next; `anywhere` after libFLAC's own seek
    static constexpr std::int64_t anywhere = std::numeric_limits<std::int64_t>::max();
    bool hasNewBlock = false;
    bool hasBadCrc = false;
    bool hasLostItsWay = false;
    bool hasNewGap = false;
    std::unique_ptr<FLAC__StreamDecoder, Deleter> decoder;
};

} // namespace loophole::signal
