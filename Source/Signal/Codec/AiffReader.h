#pragma once

#include "Signal/Codec/MediaFile.h"
#include "Signal/Codec/MediaReader.h"

#include <span>

namespace loophole::signal
{

/** Opens AIFF, and AIFC holding plain integers or floats of either byte order; other codecs go to libsndfile. */
class AiffReader
{
public:
    /** Whether a file that begins with `head` (12 bytes are enough) is one of the two. */
    [[nodiscard]] static bool recognises(std::span<const std::byte> head);

    /** `base` is the byte of the file at which the FORM header stands. */
    [[nodiscard]] static Outcome<std::unique_ptr<MediaReader>> open(DiskThread&, std::shared_ptr<const MediaFile>,
                                                                    std::int64_t base = 0);
};

} // namespace loophole::signal
