#pragma once

#include "Core/Frames.h"
#include "Signal/Buffers/AlignedSamples.h"
#include "Signal/Buffers/BufferMeter.h"
#include "Signal/Buffers/SlotStack.h"

#include <memory>
#include <span>
#include <utility>

namespace loophole::signal
{

/**
    Owns a fixed number of pieces of sample memory, all of one size and there from the start. Taking one and giving it
    back is lock-free and allocates nothing, on every thread, the audio thread too. Reads are pieces given out, writes
    pieces taken back, hits those that were in use before, overruns the times that none was left.
*/
class SlotPool final : public MeteredBuffer
{
public:
    /** `slots` pieces of `frames` × `channels` floats. Throws std::bad_alloc. */
    SlotPool(std::size_t slots, FrameCount frames, int channels);

    /** Sole use of one piece; gives it back when destroyed. The pool must outlive it. */
    class Lease
    {
    public:
        Lease() = default;
        ~Lease() { reset(); }
        Lease(Lease&& other) noexcept : pool(std::exchange(other.pool, nullptr)), slot(other.slot) {}
        Lease& operator=(Lease&& other) noexcept
        {
            reset();
            pool = std::exchange(other.pool, nullptr);
            slot = other.slot;
            return *this;
        }

        [[nodiscard]] explicit operator bool() const noexcept { return pool != nullptr; }
        /** Whatever the last holder left. Empty without a piece. */
        [[nodiscard]] std::span<float> samples() const noexcept;
        void reset() noexcept;

    private:
        friend class SlotPool;
        Lease(SlotPool& owner, std::uint32_t index) noexcept : pool(&owner), slot(index) {}
        SlotPool* pool = nullptr;
        std::uint32_t slot = 0;
    };

    /** An empty lease where every piece is in use. Realtime-safe. */
    [[nodiscard]] Lease tryAcquire() noexcept;

    [[nodiscard]] std::size_t slotCount() const noexcept { return freeSlots.capacity(); }
    [[nodiscard]] std::size_t freeCount() const noexcept { return freeSlots.available(); }
    [[nodiscard]] std::size_t slotBytes() const noexcept { return slotSamples * sizeof(float); }
    [[nodiscard]] BufferMetrics metrics() const override;

private:
    std::size_t slotSamples; ///< whole cache lines, so that no two threads share one
    AlignedSamples memory;
    SlotStack freeSlots;
    std::vector<std::atomic<bool>> wasUsed;
    BufferMeter meter{BufferType::pool};
};

} // namespace loophole::signal
