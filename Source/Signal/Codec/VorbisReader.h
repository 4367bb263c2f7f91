#pragma once

#include "Signal/Codec/BufferedCursor.h"
#include "Signal/Codec/DecodingReader.h"

#include <memory>

struct OggVorbis_File;

namespace loophole::signal
{

/**
    Decodes Ogg Vorbis with vorbisfile, whose seeks are exact to the sample. Of a chained file the links that have the
    first one's rate and channels are one medium; it ends before the first that has others, and a warning says so.
    Channels come in the order of WAV. Used by one disk thread at a time.
*/
class VorbisReader final : public DecodingReader
{
public:
    /** `base` is the byte of the file at which "OggS" stands. */
    [[nodiscard]] static Outcome<std::unique_ptr<MediaReader>> open(DiskThread&, std::shared_ptr<const MediaFile>,
                                                                    std::int64_t base = 0);

private:
    VorbisReader(std::shared_ptr<const MediaFile>, std::int64_t base);

    Outcome<void> openStream(DiskThread&);
    Outcome<void> measureLinks();
    Outcome<std::int64_t> decode(DiskThread&, std::int64_t start, PlanarWindow window) override;
    [[nodiscard]] Failure failure(const char* why) const;

    struct Deleter
    {
        void operator()(OggVorbis_File*) const;
    };

    BufferedCursor cursor;
    std::unique_ptr<OggVorbis_File, Deleter> stream;
};

} // namespace loophole::signal
