#pragma once

#include "Signal/Buffers/AlignedSamples.h"
#include "Signal/Buffers/BufferMeter.h"
#include "Signal/Buffers/ChunkFile.h"
#include "Signal/Buffers/MemoryAccount.h"

#include <list>
#include <memory>
#include <optional>
#include <unordered_map>

namespace loophole::signal
{

/**
    Keeps the chunks of a ChunkFile that were used last, up to so many; the one unused for longest is written back, if
    it was changed, and its memory goes to the next. One thread at a time, which may wait for a disk.
*/
class ChunkCache
{
public:
    /** Everything that is referred to must outlive this. Memory is taken chunk by chunk as it is used. */
    ChunkCache(ChunkFile&, std::size_t chunkSamples, std::size_t mostChunks, MemoryAccount&, BufferMeter&);
    ~ChunkCache();
    ChunkCache(const ChunkCache&) = delete;
    ChunkCache& operator=(const ChunkCache&) = delete;

    enum class Use
    {
        read,
        change,
        overwrite ///< all of it: what was there need not be read
    };
    /** The samples of a chunk, valid until the next call. */
    [[nodiscard]] Outcome<std::span<float>> use(std::int64_t chunk, Use);

    /** Forgets all chunks and gives their memory back; what was changed is lost. */
    void clear();
    [[nodiscard]] std::size_t bytes() const { return kept.size() * samplesAChunk * sizeof(float); }

private:
    struct Chunk
    {
        std::int64_t index = -1;
        AlignedSamples samples;
        bool isChanged = false;
    };
    using Place = std::list<Chunk>::iterator;

    /** A chunk's memory, the account's or the one's that was unused for longest, written back. */
    [[nodiscard]] Outcome<AlignedSamples> room();
    [[nodiscard]] std::optional<AlignedSamples> tryNewRoom();

    ChunkFile& file;
    const std::size_t samplesAChunk;
    const std::size_t mostChunks;
    MemoryAccount& account;
    BufferMeter& meter;
    std::list<Chunk> kept; ///< front: used last
    std::unordered_map<std::int64_t, Place> places;
};

} // namespace loophole::signal
