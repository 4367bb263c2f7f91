#pragma once

#include <chrono>

namespace loophole
{

/** A point on the steady clock, in nanoseconds; deadlines and latencies are measured on it. */
using Instant = std::chrono::nanoseconds;

/** Where "now" comes from. Tests crank one by hand. Safe from every thread. */
class Clock
{
public:
    virtual ~Clock() = default;
    [[nodiscard]] virtual Instant now() const = 0;
};

class SteadyClock final : public Clock
{
public:
    [[nodiscard]] Instant now() const override { return std::chrono::steady_clock::now().time_since_epoch(); }
};

} // namespace loophole
