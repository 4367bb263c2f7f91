#pragma once

#include "Signal/Codec/BufferedCursor.h"
#include "Signal/Codec/SegmentedReader.h"

#include <memory>

struct OggVorbis_File;

namespace loophole::signal
{

/**
    Decodes Ogg Vorbis with vorbisfile. Its seeks are exact to the sample in sound files; in damaged ones what follows a
    hole depends on where the seek came from, hence the segments. Of a chained file the links that have the first
    one's rate and channels are one medium; it ends before the first that has others, and a warning says so. Channels
    come in the order of WAV. Used by one disk thread at a time.
*/
class VorbisReader final : public SegmentedReader
{
public:
    /** `base` is the byte of the file at which "OggS" stands. */
    [[nodiscard]] static Outcome<std::unique_ptr<MediaReader>> open(DiskThread&, std::shared_ptr<const MediaFile>,
                                                                    std::int64_t base = 0);

    [[nodiscard]] std::unique_ptr<MediaReader> tryForPasses(DiskThread&) const override;

private:
    VorbisReader(std::shared_ptr<const MediaFile>, std::int64_t base);

    Outcome<void> openStream(DiskThread&);
    Outcome<void> measureLinks();
    Outcome<void> restart(DiskThread&, std::int64_t start) override;
    Outcome<std::int64_t> decodeOn(DiskThread&, PlanarWindow window) override;
    [[nodiscard]] Outcome<bool> tryDecodePacket();
    [[nodiscard]] Failure failure(const char* why) const;

    struct Deleter
    {
        void operator()(OggVorbis_File*) const;
    };

    std::shared_ptr<const MediaFile> file;
    std::int64_t base;
    BufferedCursor cursor;
    std::unique_ptr<OggVorbis_File, Deleter> stream;
    std::int64_t next = 0;     ///< frame to be given next
    float** decoded = nullptr; ///< vorbisfile's own, planar; of the last packet
    std::int64_t decodedStart = 0;
    std::int64_t decodedFrames = 0;
};

} // namespace loophole::signal
