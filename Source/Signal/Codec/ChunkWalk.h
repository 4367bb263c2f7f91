#pragma once

#include "Signal/Codec/MediaFile.h"

#include <array>
#include <bit>
#include <optional>
#include <string_view>
#include <vector>

namespace loophole::signal
{

/** One chunk of an IFF family file (RIFF, RF64, AIFF), as its eight bytes of header declare it. */
struct Chunk
{
    std::array<char, 4> id{};
    std::int64_t offset = 0; ///< of the body, from the beginning of the file
    std::int64_t size = 0;   ///< of the body as declared, which may be more than the file has

    [[nodiscard]] bool is(std::string_view name) const { return std::string_view(id.data(), id.size()) == name; }
};

/**
    Steps over the chunks of a file, trusting no size: the walk ends where the file or sense ends. An odd chunk is
    followed by a byte of padding, which some writers leave out and others add to even ones; both are told by
    where the next name stands.
*/
class ChunkWalk
{
public:
    ChunkWalk(DiskThread&, const MediaFile&, std::int64_t firstChunk, std::endian order);

    /** The next chunk; none at the end. */
    [[nodiscard]] Outcome<std::optional<Chunk>> next();

    /** Where the last chunk really ends, when something else than its header tells. */
    void correctSize(std::int64_t size) { current.size = size; }

    /** The body of a chunk as far as the file has it, at most `limit` bytes. */
    [[nodiscard]] Outcome<std::vector<std::byte>> body(const Chunk&, std::size_t limit) const;

    /** How much of a chunk's body the file really has. */
    [[nodiscard]] std::int64_t available(const Chunk&) const;

private:
    DiskThread& thread;
    const MediaFile& file;
    std::endian order;
    std::int64_t firstChunk;
    int chunksSeen = 0;
    Chunk current;
};

} // namespace loophole::signal
