#pragma once

#include "Signal/Codec/MediaReader.h"

#include <optional>
#include <vector>

namespace loophole::signal
{

/** A media file from which one stretch is pulled chunk by chunk, for what goes through a whole file. Owns the reader
 * and the memory of one chunk. Used by one disk thread at a time. */
class AudioFileSource
{
public:
    /** `name` stands before the reason when pulling fails. */
    struct Config
    {
        std::string name;
        std::filesystem::path file;
        FrameCount chunk{16384}; ///< nobody waits for a whole pass
    };

    /** All of the file; see restrictTo(). */
    [[nodiscard]] static Outcome<AudioFileSource> open(DiskThread&, Config);

    [[nodiscard]] const MediaInfo& info() const { return reader->info(); }
    [[nodiscard]] std::vector<MediaDamage> takeDamage() { return reader->takeDamage(); }
    /** Pulls this part alone, from its beginning. Parts outside of the file are silent. */
    void restrictTo(FrameRange);

    /** The next chunk, valid until the next call; nothing at the end of the stretch. */
    [[nodiscard]] Outcome<std::optional<PlanarSpan>> pull(DiskThread&);

    /** Share of the stretch that was pulled, 0 … 1. */
    [[nodiscard]] double progress() const;

private:
    AudioFileSource(Config, std::unique_ptr<MediaReader>);

    Config config;
    std::unique_ptr<MediaReader> reader;
    FrameRange range;
    FramePosition next;
    std::vector<float> samples; ///< planar: channels × config.chunk
    std::vector<float*> planes;
};

} // namespace loophole::signal
