#include "Signal/Codec/OggPackets.h"

namespace loophole::signal
{

OggPackets::OggPackets(BufferedCursor& cursor) : cursor(cursor)
{
    ogg_sync_init(&sync);
}

OggPackets::~OggPackets()
{
    ogg_sync_clear(&sync);
    if (isChosen)
        ogg_stream_clear(&stream);
}

void OggPackets::restartAt(std::int64_t pageOffset)
{
    cursor.trySeek(pageOffset);
    offset = pageOffset;
    ogg_sync_reset(&sync);
    if (isChosen)
        ogg_stream_reset(&stream);
}

void OggPackets::choose(int serial)
{
    if (isChosen)
        ogg_stream_clear(&stream);
    ogg_stream_init(&stream, serial);
    isChosen = true;
}

std::optional<OggPackets::Page> OggPackets::nextPage()
{
    constexpr long pieceBytes = 16 << 10;
    ogg_page page;
    for (;;)
    {
        const auto length = ogg_sync_pageseek(&sync, &page);
        if (length < 0) // so many bytes were no page
            offset -= length;
        if (length > 0)
        {
            const Page found{offset,
                             ogg_page_granulepos(&page),
                             ogg_page_serialno(&page),
                             ogg_page_bos(&page) != 0,
                             ogg_page_eos(&page) != 0,
                             ogg_page_continued(&page) != 0};
            offset += length;
            if (isChosen && found.serial == stream.serialno)
                ogg_stream_pagein(&stream, &page);
            return found;
        }
        if (length < 0)
            continue;
        auto* const room = ogg_sync_buffer(&sync, pieceBytes);
        const auto count = room == nullptr ? 0 : cursor.read({reinterpret_cast<std::byte*>(room), pieceBytes});
        if (count == 0)
            return std::nullopt;
        ogg_sync_wrote(&sync, static_cast<long>(count));
    }
}

std::optional<std::span<const std::byte>> OggPackets::nextPacket()
{
    ogg_packet packet;
    for (int status = -1; isChosen && status != 0;)
    {
        status = ogg_stream_packetout(&stream, &packet); // -1 tells of a hole once; what follows it is sound
        if (status == 1)
            return std::span(reinterpret_cast<const std::byte*>(packet.packet), static_cast<std::size_t>(packet.bytes));
    }
    return std::nullopt;
}

} // namespace loophole::signal
