#pragma once

#include "Core/SampleRate.h"
#include "Signal/Codec/Interleaving.h"
#include "Signal/Render/WholeFile.h"

#include <optional>
#include <vector>

namespace loophole::signal
{

/** What a written WAV holds: int16Little, int24Little, int32Little or float32Little samples. */
struct WavFormat
{
    SampleRate sampleRate;
    int channels = 2;
    SampleEncoding encoding = SampleEncoding::float32Little;
};

/**
    Streams planar floats into a WAV file that appears only when it is whole, and as RF64 (EBU Tech 3306) when it has
    grown beyond 4 GiB. Owns the file being written and a 64 KiB buffer. Used by one disk thread at a time.
*/
class WavWriter
{
public:
    /** The largest size that the 32 bits of a RIFF header can tell. */
    static constexpr std::int64_t largestRiff = 0xFFFFFFFF;

    /** From `rf64From` bytes on the file is RF64; only a test that cannot write 4 GiB passes another number. */
    [[nodiscard]] static Outcome<std::unique_ptr<WavWriter>>
    create(DiskThread&, const std::filesystem::path& target, const WavFormat&, std::int64_t rf64From = largestRiff);

    /** Appends frames; `source` has the format's channels. After a Failure nothing more is written. */
    [[nodiscard]] Outcome<void> write(DiskThread&, PlanarSource source);

    /** Completes the header and makes the file appear. Without it nothing remains of the file. */
    [[nodiscard]] Outcome<void> finish(DiskThread&);

    [[nodiscard]] FrameCount framesWritten() const { return frames; }

private:
    WavWriter(std::unique_ptr<WholeFile> file, const WavFormat& format, std::int64_t rf64From);

    [[nodiscard]] std::vector<std::byte> header() const;
    [[nodiscard]] std::int64_t dataBytes() const;
    Outcome<void> append(DiskThread&, std::span<const std::byte> bytes);

    std::unique_ptr<WholeFile> file;
    WavFormat format;
    std::int64_t rf64From;
    std::vector<std::byte> buffer;
    std::int64_t fileBytes = 0;
    FrameCount frames;
    std::optional<Failure> failed;
};

} // namespace loophole::signal
