#pragma once

#include "Core/Clock.h"

#include <atomic>

namespace loophole::testing
{

/** Time that stands still until a test moves it. */
class VirtualClock final : public Clock
{
public:
    [[nodiscard]] Instant now() const override { return Instant(nanoseconds.load()); }
    void advance(Instant by) { nanoseconds += by.count(); }

private:
    std::atomic<Instant::rep> nanoseconds{0};
};

} // namespace loophole::testing
