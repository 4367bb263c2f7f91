#pragma once

#include "Signal/Codec/Interleaving.h"
#include "Signal/Render/WholeFile.h"

#include <memory>
#include <span>
#include <vector>

struct OpusEncoder;

namespace loophole::signal
{

/**
    Writes planar frames at 48 kHz as Ogg Opus (RFC 7845) into a file that appears only when it is whole. Its pre-skip
   is the encoder's delay and its last granule position the length, so what is decoded has every frame where it was.
    Owns the encoder and the file. Used by one disk thread at a time.

    The encoder's low-delay mode (CELT alone) is used: at these rates it sounds the same, and it forgets its past within
    0.3 s, so that a seek is exact after a short pre-roll.
*/
class OpusWriter
{
public:
    static constexpr int sampleRate = 48'000;

    /** 1 or 2 channels; `bitsPerSecond` is the mean of a variable rate. */
    [[nodiscard]] static Outcome<std::unique_ptr<OpusWriter>> create(DiskThread&, const std::filesystem::path& target,
                                                                     int channels, int bitsPerSecond);
    ~OpusWriter();
    OpusWriter(const OpusWriter&) = delete;
    OpusWriter& operator=(const OpusWriter&) = delete;

    /** Appends frames of full scale ±1. After a Failure nothing more may be written. */
    [[nodiscard]] Outcome<void> write(DiskThread&, PlanarSource source);

    /** Encodes what is still held back and makes the file appear. Without it nothing remains of the file. */
    [[nodiscard]] Outcome<void> finish(DiskThread&);

private:
    class Pages;
    OpusWriter(std::unique_ptr<Pages>, int channels);

    [[nodiscard]] Outcome<void> configure(int bitsPerSecond);
    [[nodiscard]] Outcome<void> writeHeaders(DiskThread&);
    [[nodiscard]] Outcome<void> encodePacket(DiskThread&);

    struct DestroysEncoder
    {
        void operator()(OpusEncoder*) const;
    };

    std::unique_ptr<Pages> pages;
    int channels;
    std::unique_ptr<OpusEncoder, DestroysEncoder> encoder;
    int preSkip = 0;
    std::int64_t framesWritten = 0;
    std::int64_t framesEncoded = 0;
    std::vector<float> packetFrames;    ///< interleaved, those that fill no packet yet
    std::vector<unsigned char> encoded; ///< the last packet: whether it ends the stream is not known before the next
    std::size_t encodedBytes = 0;
};

} // namespace loophole::signal
