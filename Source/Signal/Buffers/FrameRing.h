#pragma once

#include "Core/Frames.h"
#include "Signal/Buffers/AlignedSamples.h"

#include <atomic>
#include <cstdint>
#include <span>

namespace loophole::signal
{

/**
    Frames on their way from one thread to one other: wait-free on both sides, no allocation after construction, so
    either may be the audio thread. Interleaved inside. Each side has a cursor of its own.

    Memory order: the writer releases its cursor behind the frames, the reader acquires it before them, and the other
    way about for the room that was read.
*/
class FrameRing
{
public:
    /** Holds exactly `capacity` frames of `channels` channels. Throws std::bad_alloc. */
    FrameRing(FrameCount capacity, int channels);

    /** Interleaved, whole frames; how many found room. */
    [[nodiscard]] FrameCount write(std::span<const float> frames) noexcept;
    /** Planar: `channels` pointers to `frames` samples each. All or nothing, so that a stretch is never torn. */
    [[nodiscard]] bool tryWrite(const float* const* channels, int frames) noexcept;
    /** Interleaved, whole frames; how many there were. */
    [[nodiscard]] FrameCount read(std::span<float> frames) noexcept;

    [[nodiscard]] FrameCount capacity() const noexcept { return FrameCount(static_cast<std::int64_t>(limit)); }
    [[nodiscard]] int channelCount() const noexcept { return static_cast<int>(channels); }
    /** As either side may ask. */
    [[nodiscard]] FrameCount readable() const noexcept;
    /** Frames read and written so far. */
    [[nodiscard]] std::uint64_t framesRead() const noexcept { return readAt.load(std::memory_order_acquire); }
    [[nodiscard]] std::uint64_t framesWritten() const noexcept { return writtenTo.load(std::memory_order_acquire); }
    [[nodiscard]] std::size_t bytes() const noexcept { return samples.bytes(); }

private:
    [[nodiscard]] float* at(std::uint64_t frame) const noexcept { return samples.data() + (frame & mask) * channels; }
    /** Frames from `frame` on that lie side by side, at most `wanted`. */
    [[nodiscard]] std::uint64_t run(std::uint64_t frame, std::uint64_t wanted) const noexcept;

    const std::uint64_t limit;
    const std::uint64_t mask; ///< of the next power of two
    const std::size_t channels;
    AlignedSamples samples;
    alignas(64) std::atomic<std::uint64_t> writtenTo{0}; ///< the writer's
    alignas(64) std::atomic<std::uint64_t> readAt{0};    ///< the reader's
};

} // namespace loophole::signal
