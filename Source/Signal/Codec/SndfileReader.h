#pragma once

#include "Signal/Codec/MediaFile.h"
#include "Signal/Codec/MediaReader.h"

#include <span>

namespace loophole::signal
{

/**
    Decodes through libsndfile what has no reader of its own: W64, CAF, AU, VOC, NIST, IRCAM, PAF, PVF and AVR,
    and the A-law, µ-law, ADPCM and GSM codecs of WAV and AIFC. Never MP3 or Ogg. Used by one disk thread at a time.
*/
class SndfileReader final : public MediaReader
{
public:
    /** Whether a file that begins with `head` (64 bytes are enough) is one of the containers only libsndfile reads. */
    [[nodiscard]] static bool recognises(std::span<const std::byte> head);

    /** `base` is the byte of the file at which the container begins. */
    [[nodiscard]] static Outcome<std::unique_ptr<MediaReader>> open(DiskThread&, std::shared_ptr<const MediaFile>,
                                                                    std::int64_t base = 0);

    ~SndfileReader() override;

    [[nodiscard]] const MediaInfo& info() const override;
    [[nodiscard]] Outcome<void> read(DiskThread&, FramePosition start, PlanarSpan destination) override;
    [[nodiscard]] bool seeksAreExpensive() const override;

private:
    class Stream;
    explicit SndfileReader(std::unique_ptr<Stream> stream);

    std::unique_ptr<Stream> stream;
};

} // namespace loophole::signal
