#pragma once

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <optional>
#include <vector>

namespace loophole::signal
{

/**
    Which of a fixed number of slots are free; the one given back last is taken first, for its memory is warm. Lock-free
    and without allocation on every thread, so that the audio thread may take and give back too.

    Treiber's stack over indices (R. K. Treiber, IBM RJ 5118, 1986). The head carries a count of its changes beside the
    index: a head that was popped and pushed again meanwhile is another one (ABA). Memory order: a push releases what
    was done with the slot, the pop that takes it acquires.
*/
class SlotStack
{
public:
    /** All of 0 … count − 1 are free, 0 is taken first. At most 2³² − 2 slots. */
    explicit SlotStack(std::size_t count) : below(count)
    {
        for (auto slot = count; slot > 0; --slot)
            push(static_cast<std::uint32_t>(slot - 1));
    }

    void push(std::uint32_t slot) noexcept
    {
        auto top = head.load(std::memory_order_relaxed);
        do
            below[slot].store(indexOf(top), std::memory_order_relaxed);
        while (!head.compare_exchange_weak(top, changed(top, slot + 1), std::memory_order_release,
                                           std::memory_order_relaxed));
        freeCount.fetch_add(1, std::memory_order_relaxed);
    }

    [[nodiscard]] std::optional<std::uint32_t> tryPop() noexcept
    {
        auto top = head.load(std::memory_order_acquire);
        while (indexOf(top) != none)
        {
            // Another thread may take this slot meanwhile: what is read here is then thrown away with the exchange.
            const auto next = below[indexOf(top) - 1].load(std::memory_order_relaxed);
            if (!head.compare_exchange_weak(top, changed(top, next), std::memory_order_acquire,
                                            std::memory_order_acquire))
                continue;
            freeCount.fetch_sub(1, std::memory_order_relaxed);
            return indexOf(top) - 1;
        }
        return std::nullopt;
    }

    [[nodiscard]] std::size_t capacity() const noexcept { return below.size(); }
    /** Out of date as soon as it is said where other threads take and give back. */
    [[nodiscard]] std::size_t available() const noexcept
    {
        return static_cast<std::size_t>(std::max<std::int64_t>(0, freeCount.load(std::memory_order_relaxed)));
    }

private:
    static constexpr std::uint32_t none = 0; ///< indices are stored one higher

    [[nodiscard]] static std::uint32_t indexOf(std::uint64_t head) noexcept { return static_cast<std::uint32_t>(head); }
    [[nodiscard]] static std::uint64_t changed(std::uint64_t head, std::uint32_t index) noexcept
    {
        return (((head >> 32) + 1) << 32) | index;
    }

    std::vector<std::atomic<std::uint32_t>> below; ///< what lies under each free slot
    alignas(64) std::atomic<std::uint64_t> head{0};
    std::atomic<std::int64_t> freeCount{0};
};

} // namespace loophole::signal
