#include "Signal/Codec/ChunkWalk.h"

#include "Signal/Codec/ByteOrder.h"

#include <algorithm>

namespace loophole::signal
{

namespace
{

/** More than any recorder writes; a gigabyte of empty chunks would otherwise cost a hundred million reads. */
constexpr int mostChunks = 1024;

constexpr std::size_t headerBytes = 8;

/** Four printable characters, as every registered chunk has. */
bool isName(std::span<const std::byte> bytes)
{
    return bytes.size() >= 4 && std::all_of(bytes.begin(), bytes.begin() + 4,
                                            [](std::byte b) { return b >= std::byte{0x20} && b <= std::byte{0x7E}; });
}

/** How many bytes of padding stand before the next header; none where there is no header. */
std::optional<std::size_t> paddingBefore(std::span<const std::byte> ahead, bool isOdd)
{
    const std::size_t expected = isOdd ? 1 : 0;
    for (const auto padding : {expected, 1 - expected})
        if (ahead.size() >= padding + headerBytes && isName(ahead.subspan(padding)))
            return padding;
    return std::nullopt;
}

} // namespace

ChunkWalk::ChunkWalk(DiskThread& thread, const MediaFile& file, std::int64_t firstChunk, std::endian order)
    : thread(thread), file(file), order(order), firstChunk(firstChunk)
{
}

Outcome<std::optional<Chunk>> ChunkWalk::next()
{
    if (++chunksSeen > mostChunks)
        return std::optional<Chunk>();
    const bool isFirst = chunksSeen == 1;
    if (!isFirst && current.size > file.size() - current.offset)
        return std::optional<Chunk>();
    const auto end = isFirst ? firstChunk : current.offset + current.size;

    std::array<std::byte, headerBytes + 1> ahead{};
    const auto count = file.readAt(thread, end, ahead);
    if (!count)
        return count.failure();
    const auto padding =
        paddingBefore(std::span<const std::byte>(ahead).first(count.value()), !isFirst && current.size % 2 != 0);
    if (!padding)
        return std::optional<Chunk>();

    const auto header = std::span<const std::byte>(ahead).subspan(*padding, headerBytes);
    std::transform(header.begin(), header.begin() + 4, current.id.begin(),
                   [](std::byte b) { return static_cast<char>(b); });
    current.size = loadWord<std::uint32_t>(header.subspan(4), order);
    current.offset = end + static_cast<std::int64_t>(*padding + headerBytes);
    return std::optional(current);
}

std::int64_t ChunkWalk::available(const Chunk& chunk) const
{
    return std::clamp<std::int64_t>(file.size() - chunk.offset, 0, chunk.size);
}

Outcome<std::vector<std::byte>> ChunkWalk::body(const Chunk& chunk, std::size_t limit) const
{
    std::vector<std::byte> bytes(std::min(limit, static_cast<std::size_t>(available(chunk))));
    const auto count = file.readAt(thread, chunk.offset, bytes);
    if (!count)
        return count.failure();
    bytes.resize(count.value());
    return bytes;
}

} // namespace loophole::signal
