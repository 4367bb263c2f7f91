#pragma once

#include "Core/Outcome.h"

#include <cstdint>
#include <filesystem>
#include <span>
#include <unordered_map>

namespace loophole::signal
{

/**
    Owns a file without a name that holds chunks of samples; it is gone with its owner, however that ends. Every chunk
    has a place of its own, of the size that it has unpacked, so that any can be rewritten; what a packed one does not
    fill is a hole and takes no space. Written and read by position, on threads that may wait for a disk.
*/
class ChunkFile
{
public:
    /** `chunkSamples` interleaved samples a chunk. The folder is made where it is not there. */
    [[nodiscard]] static Outcome<ChunkFile> create(const std::filesystem::path& folder, std::size_t chunkSamples,
                                                   int channels, bool packs);
    ~ChunkFile();
    ChunkFile(ChunkFile&&) noexcept;
    ChunkFile& operator=(ChunkFile&&) noexcept;

    /** The cause tells a full disk and a folder that may not be written to from all else. */
    [[nodiscard]] Outcome<void> write(std::int64_t chunk, std::span<const float> samples);
    /** A chunk that was never written is silence. */
    [[nodiscard]] Outcome<void> read(std::int64_t chunk, std::span<float> samples) const;

    /** That the file takes on the disk. */
    [[nodiscard]] std::uint64_t bytesOnDisk() const;

private:
    ChunkFile(int opened, std::size_t chunkSamples, int channels, bool packs);
    [[nodiscard]] std::int64_t placeOf(std::int64_t chunk) const;
    [[nodiscard]] Outcome<void> writeAt(std::int64_t offset, std::span<const std::byte>);
    [[nodiscard]] Outcome<void> readAt(std::int64_t offset, std::span<std::byte>) const;

    int descriptor = -1;
    std::size_t samplesAChunk = 0;
    int channelCount = 0;
    bool isPacking = false;
    std::unordered_map<std::int64_t, std::size_t> written; ///< bytes of each chunk in the file
};

} // namespace loophole::signal
