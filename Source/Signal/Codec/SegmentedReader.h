#pragma once

#include "Signal/Codec/DecodingReader.h"

#include <limits>

namespace loophole::signal
{

/**
    Exact parts from decoders that never forget. Opus, AAC and others carry state (predictions, the seed of their
    noise) from packet to packet for minutes, so a decoder that was started in the middle never gives quite the same
    samples as one that came from the beginning. Here the medium is cut into segments and each is decoded by a fresh
    decoder, always from the same packet a little before it: any part equals the same part of the whole by
    construction, and a seek costs at most one segment. The first segment is what the reference decoder gives.
*/
class SegmentedReader : public DecodingReader
{
protected:
    /** For decoders that must always come from the beginning. */
    static constexpr auto wholeMedium = std::numeric_limits<std::int64_t>::max();

    explicit SegmentedReader(std::int64_t segmentFrames) : segmentFrames(segmentFrames) {}

    /** Makes ready to decode from frame `start` on, the first of a segment, the same way every time. */
    [[nodiscard]] virtual Outcome<void> restart(DiskThread&, std::int64_t start) = 0;

    /**
        Decodes on from where it is into `window`, which has no channels where the samples are only skipped. Returns
        how many frames there were; fewer than asked only at the end.
    */
    [[nodiscard]] virtual Outcome<std::int64_t> decodeOn(DiskThread&, PlanarWindow window) = 0;

    /** Before the first read. */
    void setSegmentFrames(std::int64_t frames) { segmentFrames = frames; }

private:
    Outcome<std::int64_t> decode(DiskThread&, std::int64_t start, PlanarWindow window) final;
    [[nodiscard]] Outcome<bool> tryMoveTo(DiskThread&, std::int64_t position);

    static constexpr std::int64_t nowhere = -1;

    std::int64_t segmentFrames;
    std::int64_t segment = nowhere; ///< that the decoder is in
    std::int64_t next = 0;          ///< frame that it gives next
};

} // namespace loophole::signal
