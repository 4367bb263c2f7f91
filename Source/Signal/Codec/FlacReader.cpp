#include "Signal/Codec/FlacReader.h"

#include "Signal/Codec/ByteOrder.h"
#include "Signal/Codec/FlacStream.h"
#include "Signal/Codec/MediaBounds.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <vector>

namespace loophole::signal
{

namespace
{

/** In an Ogg page of one packet the first 28 bytes are the page's own; the mapping begins with 0x7F "FLAC". */
constexpr std::size_t oggPacketOffset = 28;

bool isOggFlac(std::span<const std::byte> head)
{
    return beginsWith(head, "OggS") && head.size() > oggPacketOffset &&
           beginsWith(head.subspan(oggPacketOffset), "\x7F"
                                                     "FLAC");
}

} // namespace

bool FlacReader::recognises(std::span<const std::byte> head)
{
    return beginsWith(head, "fLaC") || isOggFlac(head);
}

Outcome<std::optional<std::int64_t>> FlacReader::findBehind(DiskThread& thread, const MediaFile& file,
                                                            std::int64_t base)
{
    constexpr std::size_t farthest = std::size_t{1} << 20;
    constexpr std::size_t pieceBytes = std::size_t{64} << 10;
    constexpr std::string_view mark("fLaC\0\0\0\x22", 8);
    constexpr std::string_view lastBlockMark("fLaC\x80\0\0\x22", 8);
    std::vector<std::byte> piece(pieceBytes + mark.size() - 1);
    for (std::size_t done = 0; done < farthest; done += pieceBytes)
    {
        const auto from = base + static_cast<std::int64_t>(done);
        const auto count = file.readAt(thread, from, piece);
        if (!count)
            return count.failure();
        const std::string_view text(reinterpret_cast<const char*>(piece.data()), count.value());
        if (const auto found = std::min(text.find(mark), text.find(lastBlockMark)); found != std::string_view::npos)
            return std::optional(from + static_cast<std::int64_t>(found));
        if (count.value() < piece.size())
            break;
    }
    return std::optional<std::int64_t>();
}

Outcome<std::unique_ptr<MediaReader>> FlacReader::open(DiskThread& thread, std::shared_ptr<const MediaFile> file,
                                                       std::int64_t base)
{
    std::array<std::byte, 64> head{};
    const auto count = file->readAt(thread, base, head);
    if (!count)
        return count.failure();
    auto stream = std::make_unique<FlacStream>(std::move(file), base,
                                               isOggFlac(std::span<const std::byte>(head).first(count.value())));
    if (auto opened = stream->open(thread); !opened)
        return opened.failure();
    return std::unique_ptr<MediaReader>(new FlacReader(std::move(stream)));
}

FlacReader::FlacReader(std::unique_ptr<FlacStream> stream) : stream(std::move(stream)) {}
FlacReader::~FlacReader() = default;

const MediaInfo& FlacReader::info() const
{
    return stream->info();
}

std::vector<MediaDamage> FlacReader::takeDamage()
{
    return stream->takeDamage();
}

Outcome<void> FlacReader::read(DiskThread& thread, FramePosition start, PlanarSpan destination)
{
    return readWithSilenceAround(stream->info(), start, destination,
                                 [&](std::int64_t from, PlanarSpan part) { return stream->read(thread, from, part); });
}

} // namespace loophole::signal
