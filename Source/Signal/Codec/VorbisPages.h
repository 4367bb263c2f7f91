#pragma once

#include "Signal/Codec/OggPackets.h"

#include <optional>
#include <span>
#include <vector>

namespace loophole::signal
{

/**
    The pages of the Vorbis stream that an Ogg file begins with, with the packets that end on each, from any place on.
    Used by one disk thread at a time.
*/
class VorbisPages
{
public:
    /** Zeros behind every packet, for decoders that read beyond its end. */
    static constexpr std::size_t padding = 64;

    struct Page
    {
        std::int64_t granule = -1; ///< frame at which its last packet ends; -1 where none does
        bool endsStream = false;
        std::vector<std::span<const std::byte>> packets; ///< each followed by `padding` zeros; until the next page
    };

    VorbisPages(std::shared_ptr<const MediaFile>, std::int64_t base);

    /** The three header packets as decoders want them (each with its length, big-endian, in two bytes before it); none
        where they are not there or not Vorbis. To be called first. */
    [[nodiscard]] std::optional<std::vector<std::byte>> tryReadHeaders(DiskThread&);

    /**
        Goes to a page that ends early enough that a decoder, given its packets, is in step before `frame`. The frame at
        which what comes next begins where that is the beginning of the stream (0), else where the page before it ends,
        whose packets come first. None where there is no such page.
    */
    [[nodiscard]] std::optional<std::int64_t> tryMoveBefore(DiskThread&, std::int64_t frame);

    /** The next page of the stream; none at its end, and where a page is missing or cannot be read. */
    [[nodiscard]] std::optional<Page> tryNext(DiskThread&);

private:
    /** The first page of the stream at or behind a byte of the file that tells a position. */
    [[nodiscard]] std::optional<OggPackets::Page> tellingPageFrom(std::int64_t offset);

    BufferedCursor cursor;
    OggPackets packets;
    std::vector<std::byte> bytes; ///< of the packets of the page read last
    std::int64_t firstAudioPage = 0;
    bool isAtEnd = false;
};

} // namespace loophole::signal
