#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <type_traits>

namespace loophole::signal
{

/**
    The newest value that one thread has written, for one other thread to read. Wait-free on both sides; the reader
    may skip values but never sees one that is half written.

    Three cells: the writer's, the reader's and the one in between, which both exchange for their own. Memory order:
    the writer's exchange releases the value into the middle cell, the reader's acquires it from there.
*/
template <class Value>
class Latest
{
    static_assert(std::is_trivially_copyable_v<Value>);

public:
    void write(const Value& value) noexcept
    {
        cells[writing] = value;
        writing = middle.exchange(static_cast<std::uint8_t>(writing | fresh), std::memory_order_acq_rel) & indexMask;
    }

    /** The default value before the first write. */
    [[nodiscard]] const Value& read() noexcept
    {
        if ((middle.load(std::memory_order_relaxed) & fresh) != 0)
            reading = middle.exchange(reading, std::memory_order_acq_rel) & indexMask;
        return cells[reading];
    }

private:
    static constexpr std::uint8_t fresh = 4;
    static constexpr std::uint8_t indexMask = 3;

    std::array<Value, 3> cells{};
    alignas(64) std::uint8_t writing = 0;            ///< the writer's
    alignas(64) std::uint8_t reading = 1;            ///< the reader's
    alignas(64) std::atomic<std::uint8_t> middle{2}; ///< index, and whether it holds something new
};

} // namespace loophole::signal
