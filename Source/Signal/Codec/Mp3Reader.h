#pragma once

#include "Signal/Codec/BufferedCursor.h"
#include "Signal/Codec/Mp3Index.h"
#include "Signal/Codec/MpegFrames.h"
#include "Signal/Codec/SeekIndexStore.h"
#include "Signal/Codec/SegmentedReader.h"

#include <array>
#include <memory>
#include <vector>

struct mpg123_handle_struct;

namespace loophole::signal
{

/**
    Decodes MPEG-1, 2 and 2.5 audio, layers I to III, with libmpg123. Opening walks over every frame header: the
    length is exact whatever the tags say, and every frame's place is known. Encoder delay and padding are trimmed
    where a LAME tag tells them, as mpg123 and ffmpeg do. Used by one disk thread at a time.
*/
class Mp3Reader final : public SegmentedReader
{
public:
    /** `stream` as findMpegStream found it. A file that `indexes` knows is not walked through; one that they do not
        is kept there. */
    [[nodiscard]] static Outcome<std::unique_ptr<MediaReader>> open(DiskThread&, std::shared_ptr<const MediaFile>,
                                                                    const MpegStream& stream,
                                                                    const SeekIndexStore* indexes = nullptr);

    [[nodiscard]] std::unique_ptr<MediaReader> tryForPasses(DiskThread&) const override;

private:
    Mp3Reader(std::shared_ptr<const MediaFile>, const MpegStream&);

    Outcome<void> prepare(DiskThread&, const SeekIndexStore*);
    Outcome<Mp3Index> scan();
    void use(Mp3Index);
    [[nodiscard]] bool tryOpenAt(std::int64_t offset);
    [[nodiscard]] bool hasExpectedFormat() const;
    [[nodiscard]] std::vector<std::int64_t> foundOffsets() const;
    void cutWhereFormatChanges(Mp3Index&);
    void trim(Mp3Index&, std::int64_t framesByTag) const;

    Outcome<void> restart(DiskThread&, std::int64_t start) override;
    Outcome<std::int64_t> decodeOn(DiskThread&, PlanarWindow window) override;
    [[nodiscard]] Outcome<std::int64_t> decodePiece(std::int64_t frames);
    [[nodiscard]] Failure damage() const;

    struct Deleter
    {
        void operator()(mpg123_handle_struct*) const;
    };

    /** What the decoder takes for its file: the stream from one of its frames on. */
    struct Source
    {
        BufferedCursor cursor;
        std::int64_t origin = 0;
    };

    std::shared_ptr<const MediaFile> file;
    MpegStream stream;
    Source source;
    std::unique_ptr<mpg123_handle_struct, Deleter> decoder;
    std::vector<std::int64_t> frameOffsets; ///< of every MPEG frame, in the stream
    std::int64_t preparing = 0;             ///< MPEG frames decoded before the first wanted
    std::int64_t trimmedStart = 0;          ///< samples of encoder delay
    std::int64_t toDrop = 0;
    std::vector<float> interleaved;
};

} // namespace loophole::signal
