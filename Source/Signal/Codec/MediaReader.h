#pragma once

#include "Concurrency/ThreadTokens.h"
#include "Core/Frames.h"
#include "Core/Outcome.h"
#include "Core/SampleRate.h"

#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace loophole::signal
{

/** What a media file is, as far as its header and, for lossy formats, a scan of its frames tell. */
struct MediaInfo
{
    std::string format; ///< container: "WAV", "RF64", "AIFF", "AIFC", "FLAC", "MP3", "OGG", "M4A" …
    std::string codec;  ///< "PCM", "float", "FLAC", "MP3", "Vorbis", "Opus", "AAC", "ALAC", "A-law" …
    SampleRate sampleRate;
    int channels = 0;
    int bitDepth = 0;     ///< of one sample as stored; 0 where the codec has none (lossy)
    bool isFloat = false; ///< samples are stored as floating point
    bool isLossless = true;
    FrameCount length;                       ///< exact, after gapless trim
    std::int64_t timeReference = 0;          ///< BWF: frames since midnight; 0 where there is none
    std::map<std::string, std::string> tags; ///< lower-case key (title, artist, album, date, comment, genre, …)
    std::string warning; ///< what is wrong with a file that can still be played ("data ends 12 frames early"), or empty
};

/** Planar float samples to be written: channels[c][0 … frames), full scale ±1. The reader owns none of it. */
struct PlanarSpan
{
    float* const* channels = nullptr;
    int channelCount = 0;
    FrameCount frames;
};

/** A stretch of a medium that is there and cannot be decoded, and is heard as silence. */
struct MediaDamage
{
    FrameRange frames;
    std::string why;
};

/**
    One open media file. Random access by frame; exact in every format: any part equals the same part of the whole.
    Used by one disk thread at a time. Never maps the file: a drive that vanishes is an error, not a signal.
*/
class MediaReader
{
public:
    virtual ~MediaReader() = default;

    [[nodiscard]] virtual const MediaInfo& info() const = 0;

    /**
        Reads frames [start, start + destination.frames) into `destination`, which has info().channels channels.
        Frames outside [0, length) are written as silence. Integer samples of n bits become value / 2^(n-1).
        A Failure leaves the destination silent; the reader stays usable.
    */
    [[nodiscard]] virtual Outcome<void> read(DiskThread&, FramePosition start, PlanarSpan destination) = 0;

    /**
        Fetches the bytes of these frames from the file at once, where the format allows, for the reads that follow
       until letGo(). A Failure leaves those reads to fetch for themselves.
    */
    [[nodiscard]] virtual Outcome<void> fetch(DiskThread&, FrameRange) { return {}; }
    virtual void letGo(DiskThread&) {}

    /** What reads since the last call found damaged and left silent while all around it is right; each stretch once for
        as long as reads go on beside it. */
    [[nodiscard]] virtual std::vector<MediaDamage> takeDamage() { return {}; }

    /** Whether reading elsewhere than where the last read ended costs more than the read itself (compressed formats).
     */
    [[nodiscard]] virtual bool seeksAreExpensive() const { return false; }

    /** A quicker reader of the same medium for whoever goes through long stretches in order; null where there is none.
        Its samples may differ from these by rounding. */
    [[nodiscard]] virtual std::unique_ptr<MediaReader> tryForPasses(DiskThread&) const { return nullptr; }
};

/** How media are opened: openMedia, or what a test puts in its place. Called on disk threads, several at once. */
using OpenMedia = std::function<Outcome<std::unique_ptr<MediaReader>>(DiskThread&, const std::filesystem::path&)>;

/**
    Opens a file by what it contains, not by its name. Fails with one line that names the file and the reason.
    Never allocates on the word of a header alone: sizes are checked against the file's first.
*/
[[nodiscard]] Outcome<std::unique_ptr<MediaReader>> openMedia(DiskThread&, const std::filesystem::path&);

/** openMedia, keeping below `folder` what opening again need not find out again; see SeekIndexStore. */
[[nodiscard]] OpenMedia openMediaKeepingIndexes(std::filesystem::path folder);

} // namespace loophole::signal
