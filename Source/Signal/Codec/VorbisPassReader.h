#pragma once

#include "Signal/Codec/MediaFile.h"
#include "Signal/Codec/MediaReader.h"

#include <memory>

namespace loophole::signal
{

/**
    Reads Ogg Vorbis through FFmpeg's decoder, which is more than twice as fast as libvorbis, for those who go through
    long stretches in order. Samples equal VorbisReader's but for rounding (some 1e-7 of full scale). Joins are exact: a
    packet needs none but the one before it, and pages tell at which frame their last packet ends.

    Only streams that are what they should be: one link that begins at frame 0. Where pages or packets are damaged,
    everything from there on comes from VorbisReader.
*/
class VorbisPassReader
{
public:
    /** Null where the stream is none of those, or this build is without FFmpeg. `info` is VorbisReader's. */
    [[nodiscard]] static std::unique_ptr<MediaReader> tryOpen(DiskThread&, std::shared_ptr<const MediaFile>,
                                                              std::int64_t base, const MediaInfo& info);
};

} // namespace loophole::signal
