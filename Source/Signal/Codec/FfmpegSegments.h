#pragma once

#include "Signal/Codec/FfmpegStream.h"
#include "Signal/Codec/SegmentedReader.h"

#include <memory>

namespace loophole::signal
{

/**
    Exact random access to what FFmpeg decodes. Lengths and trims are those of ffmpeg's own decoding. Where time
    stamps count frames, each segment is decoded from a few packets before its beginning; where they do not, always
    from the file's beginning. Used by one disk thread at a time.
*/
class FfmpegSegments final : public SegmentedReader
{
public:
    [[nodiscard]] static Outcome<std::unique_ptr<MediaReader>> open(DiskThread&, std::shared_ptr<const MediaFile>,
                                                                    std::int64_t base, const FfmpegContainer&);

private:
    FfmpegSegments(std::unique_ptr<FfmpegStream>, const FfmpegContainer&);

    void describe(const FfmpegContainer&);
    [[nodiscard]] Outcome<void> measure(DiskThread&, const FfmpegContainer&);
    [[nodiscard]] Outcome<void> measureByIndex(DiskThread&);
    [[nodiscard]] Outcome<void> measureByDecoding(DiskThread&);
    [[nodiscard]] bool hasEvenIndex() const;
    [[nodiscard]] bool isOfThisMedium(const AVFrame&) const;

    Outcome<void> restart(DiskThread&, std::int64_t start) override;
    Outcome<std::int64_t> decodeOn(DiskThread&, PlanarWindow window) override;
    [[nodiscard]] Outcome<bool> tryNextFrame(DiskThread&);

    std::unique_ptr<FfmpegStream> stream;
    bool hasTimestamps = false;
    std::int64_t firstTimestamp = 0; ///< of the medium's first frame; in frames, as all time stamps here
    const AVFrame* current = nullptr;
    std::int64_t taken = 0;    ///< frames of `current`
    std::int64_t position = 0; ///< of the next frame to be given
};

} // namespace loophole::signal
