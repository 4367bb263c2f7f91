#pragma once

#include "Signal/Codec/MediaFile.h"
#include "Signal/Codec/MediaReader.h"

#include <span>

namespace loophole::signal
{

/** Opens the RIFF family: WAV, RIFX, RF64 and BW64 holding plain integers or floats; other codecs go to libsndfile. */
class WavReader
{
public:
    /** Whether a file that begins with `head` (12 bytes are enough) is of the family. */
    [[nodiscard]] static bool recognises(std::span<const std::byte> head);

    /** `base` is the byte of the file at which the RIFF header stands. */
    [[nodiscard]] static Outcome<std::unique_ptr<MediaReader>> open(DiskThread&, std::shared_ptr<const MediaFile>,
                                                                    std::int64_t base = 0);
};

} // namespace loophole::signal
