#pragma once

#include "Core/Frames.h"
#include "Core/Outcome.h"
#include "Core/SampleRate.h"
#include "Messages/BufferMetrics.h"

#include <cstddef>
#include <string>
#include <vector>

namespace loophole::signal
{

/** Frames that are moved at once, by what they are moved for. */
namespace chunks
{
inline constexpr FrameCount lowLatency{256}; ///< 5 ms at 48 kHz: monitoring, meters
inline constexpr FrameCount streaming{4096}; ///< where a disk begins to be worth asking
inline constexpr FrameCount standard{8192};  ///< a block of the engine
inline constexpr FrameCount batch{16384};    ///< nobody waits: as much as a cache of 256 KiB holds in stereo
} // namespace chunks

/** What a buffer is to be like. The figures are those of a buffer for general use; the functions give the ones that
 * suit a kind. */
struct BufferConfig
{
    BufferType bufferType;
    SampleRate sampleRate{44100};
    int channels = 2;                        ///< 1 … limits::maxChannels
    FrameCount bufferSize{1024};             ///< frames to begin with; a ring and a pool never hold more
    std::size_t maxMemoryMiB = 512;          ///< samples in memory at most
    FrameCount chunkSize = chunks::standard; ///< a streaming buffer's unit of reading and writing
    std::size_t cacheSizeMiB = 64;           ///< chunks that a streaming buffer keeps in memory
    bool enableCompression = false;          ///< a streaming buffer's chunks on disk; bit-exact either way
    bool threadSafe = true; ///< one thread at a time is let in; rings and pools need none and never lock

    [[nodiscard]] static BufferConfig memory();
    [[nodiscard]] static BufferConfig streaming();
    [[nodiscard]] static BufferConfig ring();
    [[nodiscard]] static BufferConfig pool();

    [[nodiscard]] std::size_t frameBytes() const { return static_cast<std::size_t>(channels) * sizeof(float); }
    [[nodiscard]] std::size_t maxMemoryBytes() const { return maxMemoryMiB << 20; }
    [[nodiscard]] std::size_t cacheBytes() const;

    /** Refuses what cannot be: no channels, no frames, more than memory could ever hold. */
    [[nodiscard]] Outcome<void> check() const;

    /** One sentence for each figure outside of what suits the kind. */
    [[nodiscard]] std::vector<std::string> advice() const;
};

} // namespace loophole::signal
