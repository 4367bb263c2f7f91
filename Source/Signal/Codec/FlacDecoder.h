#pragma once

#include "Core/Limits.h"
#include "Signal/Codec/FlacFrames.h"
#include "Signal/Codec/MediaCursor.h"

#include <FLAC/stream_decoder.h>

#include <array>
#include <limits>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

namespace loophole::signal
{

/** A FLAC frame that was decoded, as floats. */
struct FlacBlock
{
    std::array<std::vector<float>, limits::maxChannels> channels;
    std::int64_t start = 0;
    std::int64_t frames = 0;
    const char* damage = nullptr; ///< why its samples are not to be used

    [[nodiscard]] std::int64_t end() const { return start + frames; }
    [[nodiscard]] bool contains(std::int64_t frame) const { return frame >= start && frame < end(); }
};

/** Audio frames that no block came for: those between two that did, or behind the last. */
struct FlacGap
{
    std::int64_t start = 0;
    std::int64_t end = 0;
    const char* why = "cannot be decoded";

    [[nodiscard]] bool contains(std::int64_t frame) const { return frame >= start && frame < end; }
};

/**
    One libFLAC decoder, the frame that it decoded last, and what it went over to find that. It tells made-up frames
    from true ones and numbers them as they lie in the stream, whatever the header says. Used by one disk thread at a
    time, while the cursor is on loan to it.
*/
class FlacDecoder
{
public:
    FlacDecoder(MediaCursor& cursor, bool isOgg);
    FlacDecoder(const FlacDecoder&) = delete;
    FlacDecoder& operator=(const FlacDecoder&) = delete;

    /** Begins, and reads up to the first frame. */
    [[nodiscard]] bool readMetadata();

    /** What the stream's header says; no channels where it has none. */
    [[nodiscard]] const FlacShape& shape() const { return its; }
    [[nodiscard]] std::int64_t declaredLength() const { return declared; }
    /** The byte of the cursor at which the next frame begins; native only, nothing where that is not known. */
    [[nodiscard]] std::optional<std::int64_t> offsetOfNext() const;

    /** False at the end of the stream, and where the file cannot be read. */
    [[nodiscard]] bool decodeNext();
    [[nodiscard]] const FlacBlock& block() const { return last; }
    /** What the latest decodeNext() went over, once. */
    [[nodiscard]] std::optional<FlacGap> takeGap() { return std::exchange(gap, {}); }
    /** Where the frame that is decoded next should begin. */
    [[nodiscard]] std::int64_t expected() const { return expectedStart; }

    /** The block decoded last is the first of the stream, and frames are numbered as its are. */
    void numberFromFirst(bool isNumberedByBlock);

    [[nodiscard]] bool rewind();
    /** Goes on at the byte of the cursor where the frame that begins at `start` is. */
    [[nodiscard]] bool continueAt(std::int64_t offset, std::int64_t start);
    /** By libFLAC's own search, for Ogg; block() is the one found. */
    [[nodiscard]] bool seek(std::int64_t target);

private:
    struct Callbacks;
    struct Deleter
    {
        void operator()(FLAC__StreamDecoder* decoder) const { FLAC__stream_decoder_delete(decoder); }
    };

    [[nodiscard]] std::int64_t placeOf(std::int64_t sampleNumber) const;
    void takeStreamInfo(const FLAC__StreamMetadata_StreamInfo&);
    void takeFrame(const FLAC__Frame&, const FLAC__int32* const samples[]);
    [[nodiscard]] const char* mismatch(const FLAC__FrameHeader&) const;

    MediaCursor& cursor;
    const bool isOgg;
    FlacShape its;
    std::int64_t declared = 0;
    std::int64_t declaredBlockFrames = 0; ///< by which libFLAC multiplies frame numbers; 0 where it takes the true ones
    FlacBlock last;
    std::optional<FlacGap> gap;
    std::int64_t expectedStart = 0; ///< `anywhere` after libFLAC's own seek
    static constexpr std::int64_t anywhere = std::numeric_limits<std::int64_t>::max();
    bool hasNewBlock = false;
    bool hasBadCrc = false;
    bool hasLostItsWay = false;
    std::unique_ptr<FLAC__StreamDecoder, Deleter> handle;
};

} // namespace loophole::signal
