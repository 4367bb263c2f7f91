#pragma once

#include <array>
#include <cstddef>

namespace loophole::aura
{

/** The last values of one figure, for a graph; the oldest makes room for the newest. */
class FigureHistory
{
public:
    /** A minute of statistics, which come four times a second. */
    static constexpr std::size_t capacity = 240;

    void add(float value)
    {
        values[(first + count) % capacity] = value;
        if (count < capacity)
            ++count;
        else
            first = (first + 1) % capacity;
    }

    [[nodiscard]] std::size_t size() const { return count; }
    /** 0 is the oldest. */
    [[nodiscard]] float operator[](std::size_t index) const { return values[(first + index) % capacity]; }

private:
    std::array<float, capacity> values{};
    std::size_t first = 0;
    std::size_t count = 0;
};

} // namespace loophole::aura
