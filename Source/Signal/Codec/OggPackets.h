#pragma once

#include "Signal/Codec/BufferedCursor.h"

#include <ogg/ogg.h>

namespace loophole::signal
{

/**
    Takes the packets of one logical stream out of an Ogg file, page by page, forwards from any page (RFC 3533).
    Pages whose checksum is wrong are left out. Used by one disk thread at a time, within a loan of the cursor.
*/
class OggPackets
{
public:
    explicit OggPackets(BufferedCursor& cursor);
    ~OggPackets();
    OggPackets(const OggPackets&) = delete;
    OggPackets& operator=(const OggPackets&) = delete;

    struct Page
    {
        std::int64_t offset = 0;  ///< of its first byte
        std::int64_t granule = 0; ///< position as the codec counts it; -1 where no packet ends on the page
        int serial = 0;
        bool beginsStream = false;
        bool endsStream = false;
        bool continuesPacket = false;
    };

    /** From which page on to read; what was gathered of a packet is forgotten. */
    void restartAt(std::int64_t pageOffset);

    /** Only packets of this stream are taken from now on. */
    void choose(int serial);
    [[nodiscard]] int chosen() const { return static_cast<int>(stream.serialno); }

    /** The next page of any stream; its packets are there to be taken when it is of the chosen one. */
    [[nodiscard]] std::optional<Page> nextPage();

    /** The next packet that ends on the page; valid until the next call. */
    [[nodiscard]] std::optional<std::span<const std::byte>> nextPacket();

private:
    BufferedCursor& cursor;
    ogg_sync_state sync{};
    ogg_stream_state stream{};
    std::int64_t offset = 0; ///< in the file, of what the sync layer gives next
    bool isChosen = false;
};

} // namespace loophole::signal
