#pragma once

#include <atomic>
#include <cstddef>

namespace loophole::signal
{

/** How much of an agreed amount of memory has been taken. Any thread; only counted with, so relaxed order suffices. */
class MemoryAccount
{
public:
    explicit MemoryAccount(std::size_t limitBytes) noexcept : limit(limitBytes) {}

    /** False, and nothing taken, where it would be more than the limit. */
    [[nodiscard]] bool tryTake(std::size_t bytes) noexcept
    {
        auto held = taken.load(std::memory_order_relaxed);
        do
            if (bytes > limit - held)
                return false;
        while (!taken.compare_exchange_weak(held, held + bytes, std::memory_order_relaxed));
        return true;
    }
    void giveBack(std::size_t bytes) noexcept { taken.fetch_sub(bytes, std::memory_order_relaxed); }

    [[nodiscard]] std::size_t takenBytes() const noexcept { return taken.load(std::memory_order_relaxed); }
    [[nodiscard]] std::size_t limitBytes() const noexcept { return limit; }

private:
    const std::size_t limit;
    std::atomic<std::size_t> taken{0};
};

} // namespace loophole::signal
