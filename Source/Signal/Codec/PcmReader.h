#pragma once

#include "Signal/Codec/MediaFile.h"
#include "Signal/Codec/MediaReader.h"
#include "Signal/Codec/SampleConversion.h"

#include <vector>

namespace loophole::signal
{

/** Where the samples of an uncompressed file stand and how they are stored; sizes in bytes. */
struct PcmLayout
{
    std::int64_t dataOffset = 0;   ///< from the beginning of the file
    std::int64_t dataBytes = 0;    ///< that the file really has
    std::int64_t missingBytes = 0; ///< that the header declares beyond these
    bool isUnclosed = false;       ///< the header was never completed; the data reach to the end of the file
    SampleEncoding encoding = SampleEncoding::int16Little;
};

/**
    Reads interleaved integers or floats straight from their place in the file: one positioned read for every 64 KiB
    into a buffer that stays in the cache, from which they are converted. Keeps no buffer between reads, so that
    thousands may be open. Used by one disk thread at a time.
*/
class PcmReader final : public MediaReader
{
public:
    /** `info` without length and warning, which follow from the layout. Refuses rates and channel counts out of range.
     */
    [[nodiscard]] static Outcome<std::unique_ptr<MediaReader>> open(std::shared_ptr<const MediaFile>, MediaInfo info,
                                                                    PcmLayout);

    [[nodiscard]] const MediaInfo& info() const override { return mediaInfo; }
    [[nodiscard]] Outcome<void> read(DiskThread&, FramePosition start, PlanarSpan destination) override;
    /** One positioned read of up to mostFetched bytes, into a buffer that each disk thread keeps for whom it reads. */
    [[nodiscard]] Outcome<void> fetch(DiskThread&, FrameRange) override;
    void letGo(DiskThread&) override;

    static constexpr std::int64_t mostFetched = std::int64_t{4} << 20;

private:
    PcmReader(std::shared_ptr<const MediaFile> file, MediaInfo info, PcmLayout layout);

    /** Frames [start, start + frames) of the file to the front of `destination`; all of them exist. */
    Outcome<void> readInside(DiskThread&, std::int64_t start, PlanarSpan destination);
    /** Bytes of the file: those that were fetched, or read into `scratch`, which has room for them. */
    [[nodiscard]] Outcome<std::span<const std::byte>> bytesAt(DiskThread&, std::int64_t offset,
                                                              std::span<std::byte> scratch);
    [[nodiscard]] Outcome<void> readWhole(DiskThread&, std::int64_t offset, std::span<std::byte>);

    std::shared_ptr<const MediaFile> file;
    MediaInfo mediaInfo;
    PcmLayout layout;
    std::vector<std::byte> fetched; ///< bytes of the file from fetchedFrom on; empty but between fetch() and letGo()
    std::int64_t fetchedFrom = 0;
};

} // namespace loophole::signal
