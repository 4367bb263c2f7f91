#pragma once

#include "Signal/Codec/OggPackets.h"
#include "Signal/Codec/OpusHead.h"
#include "Signal/Codec/SegmentedReader.h"

#include <memory>
#include <optional>
#include <vector>

struct OpusMSDecoder;

namespace loophole::signal
{

/**
    Decodes Ogg Opus with libopus at 48 kHz: pre-skip and the end trimmed, output gain applied, channels in the order
    of WAV. Opening walks over all pages, which gives the exact length and an index for seeks. It ends where the next
    link of a chain begins, see ChainedOpus. Used by one disk thread at a time.
*/
class OpusReader final : public SegmentedReader
{
public:
    /** All links of a chain from `base` on, the byte of the file at which "OggS" stands. */
    [[nodiscard]] static Outcome<std::unique_ptr<MediaReader>> open(DiskThread&, std::shared_ptr<const MediaFile>,
                                                                    std::int64_t base = 0);

    /** The link at `base` alone. */
    [[nodiscard]] static Outcome<std::unique_ptr<OpusReader>> openLink(DiskThread&, std::shared_ptr<const MediaFile>,
                                                                       std::int64_t base);

    /** Where behind `base` the next link of a chain begins. */
    [[nodiscard]] std::optional<std::int64_t> nextLink() const { return following; }

private:
    OpusReader(std::shared_ptr<const MediaFile>, std::int64_t base);

    /** A page on which a packet begins, and the decoded frame (pre-skip included) with which that packet does. */
    struct Entry
    {
        std::int64_t pageOffset = 0;
        std::int64_t firstFrame = 0;
    };

    Outcome<void> openStream(DiskThread&);
    Outcome<void> findHead();
    [[nodiscard]] Outcome<std::int64_t> indexPages();
    [[nodiscard]] std::int64_t indexPage(const OggPackets::Page&, std::int64_t frames);
    Outcome<void> restart(DiskThread&, std::int64_t start) override;
    Outcome<std::int64_t> decodeOn(DiskThread&, PlanarWindow window) override;
    [[nodiscard]] bool tryDecodePacket();
    void take(PlanarWindow window);
    [[nodiscard]] Failure failure(const char* why) const;

    /** The decoder as it was made. Its state lies in one piece and is copied as such (opus.h says so), in no time;
        resetting it asks the processor what it can, which takes some milliseconds under a hypervisor. */
    void makeAnew();

    struct Deleter
    {
        void operator()(OpusMSDecoder*) const;
    };

    BufferedCursor cursor;
    OggPackets packets;
    OpusHead head;
    std::unique_ptr<OpusMSDecoder, Deleter> decoder;
    std::vector<std::byte> newDecoder; ///< the decoder's state before the first packet
    std::vector<Entry> index;
    std::vector<float> decoded; ///< one packet, interleaved
    std::int64_t decodedFrames = 0;
    std::int64_t takenFrames = 0;
    std::int64_t framesToSkip = 0; ///< that need not even be decoded
    std::int64_t framesToDrop = 0; ///< before the first one that is heard, the skipped ones included
    int headerPacketsLeft = 0;
    std::optional<std::int64_t> following;
    bool isSpeech = false;
    std::int64_t preRoll = 0;
};

} // namespace loophole::signal
