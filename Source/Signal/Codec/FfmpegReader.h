#pragma once

#include "Signal/Codec/MediaFile.h"
#include "Signal/Codec/MediaReader.h"

#include <memory>
#include <span>

namespace loophole::signal
{

/**
    Opens through FFmpeg what has no reader of its own: AAC and ALAC in MP4, raw AAC, WMA, WavPack, Musepack and
    others. A build without FFmpeg recognises the same files and refuses them by name.
*/
class FfmpegReader
{
public:
    /** Whether a file that begins with `head` (12 bytes are enough) is of a kind that has no other reader. */
    [[nodiscard]] static bool recognises(std::span<const std::byte> head);

    /** `base` is the byte of the file at which the container begins. */
    [[nodiscard]] static Outcome<std::unique_ptr<MediaReader>> open(DiskThread&, std::shared_ptr<const MediaFile>,
                                                                    std::int64_t base = 0);
};

} // namespace loophole::signal
