#pragma once

#include "Signal/Codec/MediaFile.h"
#include "Signal/Codec/MediaReader.h"
#include "Signal/Codec/MpegFrames.h"

#include <memory>
#include <vector>

namespace loophole::signal
{

/**
    Reads MPEG layer III through FFmpeg's decoder, which is quicker than libmpg123 and writes planes, for those who go
    through long stretches in order. Samples equal Mp3Reader's but for rounding (some 1e-6 of full scale), and so do
    joins: frames come from the places that Mp3Reader found, as many before the first one wanted as it prepares with.

    From a frame on that is not as long as its header says, has not all that it borrows from those before, or cannot be
    decoded, everything comes from Mp3Reader. In a frame whose header is right and whose sound is damaged the two may
    guess differently.
*/
class Mp3PassReader
{
public:
    /** What Mp3Reader found out of a stream. */
    struct Stream
    {
        MpegStream place;
        std::vector<std::int64_t> frameOffsets; ///< of every MPEG frame, in the stream
        std::int64_t trimmedStart = 0;          ///< frames of encoder delay
        std::int64_t preparing = 0;             ///< MPEG frames to decode before the first wanted
    };

    /** Null where the stream is not of layer III or of the free format, or this build is without FFmpeg. */
    [[nodiscard]] static std::unique_ptr<MediaReader> tryOpen(std::shared_ptr<const MediaFile>, Stream,
                                                              const MediaInfo&);
};

} // namespace loophole::signal
