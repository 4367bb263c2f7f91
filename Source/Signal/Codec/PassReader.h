#pragma once

#ifdef LOOPHOLE_FFMPEG

#include "Signal/Codec/DecodingReader.h"
#include "Signal/Codec/FfmpegPackets.h"

#include <functional>
#include <memory>

namespace loophole::signal
{

/**
    Goes through long stretches of a medium with the quickest decoder there is, packet after packet, for as long as
    everything is as it should be. From the first doubt on all samples come from the exact reader. Used by one disk
    thread at a time.
*/
class PassReader : public DecodingReader
{
protected:
    using OpenExact = std::function<Outcome<std::unique_ptr<MediaReader>>(DiskThread&)>;

    PassReader(const MediaInfo& info, OpenExact openExact) : openExact(std::move(openExact)) { mediaInfo = info; }

    /** Decodes a little that holds frame `target`, or begins before it. False where there is doubt. */
    [[nodiscard]] virtual bool tryMoveTo(DiskThread&, std::int64_t target) = 0;

    /** Decodes what follows what was decoded last, in place of it. */
    [[nodiscard]] virtual bool tryDecodeOn(DiskThread&) = 0;

    [[nodiscard]] std::int64_t decodedEnd() const { return decodedStart + decoder->frames(); }

    std::unique_ptr<FfmpegPackets> decoder;
    std::int64_t decodedStart = 0; ///< the medium's frame that what the decoder holds begins with
    bool isKnown = false;          ///< what that is

private:
    Outcome<std::int64_t> decode(DiskThread&, std::int64_t start, PlanarWindow window) final;
    Outcome<std::int64_t> decodeExactly(DiskThread&, std::int64_t start, PlanarWindow window);

    OpenExact openExact;
    std::unique_ptr<MediaReader> exact; ///< once there was doubt
};

} // namespace loophole::signal

#endif
