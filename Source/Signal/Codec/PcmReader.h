#pragma once

#include "Signal/Codec/MediaFile.h"
#include "Signal/Codec/MediaReader.h"
#include "Signal/Codec/SampleConversion.h"

namespace loophole::signal
{

/** Where the samples of an uncompressed file stand and how they are stored. */
struct PcmLayout
{
    std::int64_t dataOffset = 0; ///< in bytes from the beginning of the file
    SampleEncoding encoding = SampleEncoding::int16Little;
};

/**
    Reads interleaved integers or floats straight from their place in the file: one positioned read for every 64 KiB
    into a buffer that stays in the cache, from which they are converted. Keeps no buffer between reads, so that
    thousands may be open. Used by one disk thread at a time.
*/
class PcmReader : public MediaReader
{
public:
    [[nodiscard]] const MediaInfo& info() const final { return mediaInfo; }
    [[nodiscard]] Outcome<void> read(DiskThread&, FramePosition start, PlanarSpan destination) final;

protected:
    /** The layout's frames [0, info.length) must lie inside the file. */
    PcmReader(std::shared_ptr<const MediaFile> file, MediaInfo info, PcmLayout layout);

private:
    Outcome<void> readInside(DiskThread&, std::int64_t start, std::int64_t frames, PlanarSpan destination,
                             std::int64_t into);

    std::shared_ptr<const MediaFile> file;
    MediaInfo mediaInfo;
    PcmLayout layout;
};

} // namespace loophole::signal
