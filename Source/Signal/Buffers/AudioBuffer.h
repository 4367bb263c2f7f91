#pragma once

#include "Concurrency/ThreadTokens.h"
#include "Signal/Buffers/BufferConfig.h"
#include "Signal/Buffers/BufferMeter.h"

#include <memory>
#include <mutex>
#include <span>
#include <vector>

namespace loophole::signal
{

/**
    Samples that are written and read in stretches: interleaved float, frames × channels. Counts what it does. One
    thread at a time is let in where the configuration says so. Any kind may have to wait for a disk, so whoever calls
    it must be allowed to; the audio thread uses FrameRing and SlotPool, which never wait.

    Memory and streaming buffers have one cursor for reading and writing, a ring has two and cannot seek.
*/
class AudioBuffer : public MeteredBuffer
{
public:
    AudioBuffer(const AudioBuffer&) = delete;
    AudioBuffer& operator=(const AudioBuffer&) = delete;

    /** Reads whole frames on from the cursor: fewer than asked where the buffer ends, 0 at its end. */
    [[nodiscard]] Outcome<FrameCount> read(DiskThread&, std::span<float> destination);

    /** All frames from the cursor on. */
    [[nodiscard]] Outcome<std::vector<float>> readRest(DiskThread&);

    /** Writes whole frames at the cursor, over what is there and on past the end; the number that found room. */
    [[nodiscard]] Outcome<FrameCount> write(DiskThread&, std::span<const float> source);

    /** Anywhere from the first frame to behind the last. */
    [[nodiscard]] Outcome<void> seek(DiskThread&, FramePosition);

    [[nodiscard]] FramePosition tell() const;
    /** Frames that are there to be read from the beginning; in a ring, from the cursor. */
    [[nodiscard]] FrameCount size() const;
    [[nodiscard]] const BufferConfig& config() const { return shape; }

    /** Gives all memory back (a ring's goes with the ring). Reading and writing are refused from then on; a second
     * close does nothing. */
    void close();

    [[nodiscard]] BufferMetrics metrics() const final;

protected:
    explicit AudioBuffer(const BufferConfig&);

    /** Spans hold whole frames and are not empty. */
    virtual Outcome<FrameCount> readFrames(DiskThread&, std::span<float>) = 0;
    virtual Outcome<FrameCount> writeFrames(DiskThread&, std::span<const float>) = 0;
    virtual Outcome<void> moveTo(FramePosition) = 0;
    [[nodiscard]] virtual FramePosition cursor() const = 0;
    [[nodiscard]] virtual FrameCount length() const = 0;
    [[nodiscard]] virtual std::size_t heldBytes() const = 0;
    [[nodiscard]] virtual std::size_t mostBytes() const { return shape.maxMemoryBytes(); }
    virtual void giveUp() = 0;

    [[nodiscard]] std::size_t channels() const { return static_cast<std::size_t>(shape.channels); }
    [[nodiscard]] BufferMeter& counts() const { return meter; }

private:
    /** Timing every operation would cost a small one a third of its own time. */
    static constexpr std::uint64_t timedOneIn = 16;
    [[nodiscard]] std::mutex* mutexIfAny() const { return isLocked ? &mutex : nullptr; }

    BufferConfig shape;
    const bool isLocked;
    std::atomic<bool> isClosed{false};
    std::uint64_t readsBegun = 0; ///< the reader's; in a ring that is another thread than the writer
    std::uint64_t writesBegun = 0;
    mutable std::mutex mutex;
    mutable BufferMeter meter;
};

} // namespace loophole::signal
