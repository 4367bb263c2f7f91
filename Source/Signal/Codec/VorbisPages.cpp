#include "Signal/Codec/VorbisPages.h"

#include <algorithm>

namespace loophole::signal
{
namespace
{

/** Two of the longest blocks, and what a page of them may hold besides. */
constexpr std::int64_t stepFrames = 32768;
/** Where a place is known this well, pages are read one after the other. */
constexpr std::int64_t closeBytes = 32 << 10;
constexpr std::size_t headerCount = 3;
constexpr std::size_t longestHeader = 0xFFFF; ///< that its two bytes of length can tell

bool isHeader(std::span<const std::byte> packet, std::size_t index)
{
    constexpr std::string_view name = "vorbis";
    if (packet.size() <= name.size() || packet[0] != static_cast<std::byte>(2 * index + 1))
        return false;
    return std::equal(name.begin(), name.end(), packet.begin() + 1,
                      [](char letter, std::byte byte) { return static_cast<std::byte>(letter) == byte; });
}

} // namespace

VorbisPages::VorbisPages(std::shared_ptr<const MediaFile> file, std::int64_t base)
    : cursor(file, base, file->size()), packets(cursor)
{
}

std::optional<std::vector<std::byte>> VorbisPages::tryReadHeaders(DiskThread& thread)
{
    const BufferedCursor::Loan loan(cursor, thread);
    packets.restartAt(0);
    const auto first = packets.nextPage();
    if (!first || !first->beginsStream)
        return std::nullopt;
    packets.choose(first->serial);
    packets.restartAt(first->offset);
    std::vector<std::byte> headers;
    std::size_t count = 0;
    while (count < headerCount)
    {
        const auto page = packets.nextPage();
        // Another stream beside this one is somebody else's affair.
        if (!page || page->serial != first->serial)
            return std::nullopt;
        for (auto packet = packets.nextPacket(); packet; packet = packets.nextPacket())
        {
            if (count == headerCount || packet->size() > longestHeader || !isHeader(*packet, count))
                return std::nullopt;
            headers.push_back(static_cast<std::byte>(packet->size() >> 8));
            headers.push_back(static_cast<std::byte>(packet->size() & 0xFF));
            headers.insert(headers.end(), packet->begin(), packet->end());
            ++count;
        }
        firstAudioPage = page->offset;
    }
    // Sound begins on a page of its own.
    const auto sound = packets.nextPage();
    if (!sound || sound->serial != first->serial || sound->continuesPacket)
        return std::nullopt;
    firstAudioPage = sound->offset;
    return headers;
}

std::optional<OggPackets::Page> VorbisPages::tellingPageFrom(std::int64_t offset)
{
    packets.restartAt(offset);
    auto page = packets.nextPage();
    while (page && (page->serial != packets.chosen() || page->granule < 0))
        page = packets.nextPage();
    return page;
}

std::optional<std::int64_t> VorbisPages::tryMoveBefore(DiskThread& thread, std::int64_t frame)
{
    const BufferedCursor::Loan loan(cursor, thread);
    isAtEnd = false;
    const auto wanted = frame - stepFrames;
    auto low = firstAudioPage;
    auto high = cursor.size();
    std::int64_t granule = 0;
    while (wanted > 0 && high - low > closeBytes)
    {
        const auto middle = low + (high - low) / 2;
        const auto page = tellingPageFrom(middle);
        if (!page || page->granule > wanted || page->offset >= high)
            high = middle;
        else
        {
            low = page->offset;
            granule = page->granule;
        }
    }
    packets.restartAt(low);
    return low == firstAudioPage ? 0 : granule;
}

std::optional<VorbisPages::Page> VorbisPages::tryNext(DiskThread& thread)
{
    const BufferedCursor::Loan loan(cursor, thread);
    if (isAtEnd)
        return std::nullopt;
    const auto found = packets.nextPage();
    if (!found || found->serial != packets.chosen())
        return std::nullopt;
    isAtEnd = found->endsStream;
    Page page{found->granule, found->endsStream, {}};
    bytes.clear();
    std::vector<std::size_t> lengths;
    for (auto packet = packets.nextPacket(); packet; packet = packets.nextPacket())
    {
        bytes.insert(bytes.end(), packet->begin(), packet->end());
        bytes.resize(bytes.size() + padding);
        lengths.push_back(packet->size());
    }
    const auto* next = bytes.data();
    for (const auto length : lengths)
    {
        page.packets.emplace_back(next, length);
        next += length + padding;
    }
    return page;
}

} // namespace loophole::signal
