#pragma once

#include "Signal/Buffers/AudioBuffer.h"
#include "Signal/Buffers/ChunkCache.h"

#include <filesystem>

namespace loophole::signal
{

/** Samples of any length on a disk, behind a cache of chunks in memory. Held in a file of its own that is gone with the
 * buffer: media are never written to. */
class StreamingBuffer final : public AudioBuffer
{
public:
    [[nodiscard]] static Outcome<std::unique_ptr<StreamingBuffer>>
    make(const BufferConfig&, std::shared_ptr<MemoryAccount>, const std::filesystem::path& folder);

    /** That its chunks take on the disk. */
    [[nodiscard]] std::uint64_t bytesOnDisk() const { return file.bytesOnDisk(); }

private:
    StreamingBuffer(const BufferConfig&, std::shared_ptr<MemoryAccount>, ChunkFile);

    Outcome<FrameCount> readFrames(DiskThread&, std::span<float>) override;
    Outcome<FrameCount> writeFrames(DiskThread&, std::span<const float>) override;
    Outcome<void> moveTo(FramePosition) override;
    [[nodiscard]] FramePosition cursor() const override { return FramePosition(at / samplesAFrame()); }
    [[nodiscard]] FrameCount length() const override { return FrameCount(end / samplesAFrame()); }
    [[nodiscard]] std::size_t heldBytes() const override { return cache.bytes(); }
    [[nodiscard]] std::size_t mostBytes() const override { return config().cacheBytes(); }
    void giveUp() override { cache.clear(); }

    [[nodiscard]] std::int64_t samplesAFrame() const { return config().channels; }
    /** Samples from the cursor to the end of its chunk, at most `wanted`. */
    [[nodiscard]] std::size_t inChunk(std::size_t wanted) const;

    std::shared_ptr<MemoryAccount> account;
    std::int64_t chunkSamples;
    ChunkFile file;
    ChunkCache cache;
    std::int64_t at = 0; ///< both in samples
    std::int64_t end = 0;
};

} // namespace loophole::signal
