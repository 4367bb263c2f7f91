#include "Core/Clock.h"

#include "Support/VirtualClock.h"

#include <catch2/catch.hpp>

using namespace loophole;
using namespace std::chrono_literals;

TEST_CASE("the steady clock never goes back")
{
    const SteadyClock clock;
    auto last = clock.now();
    for (int i = 0; i < 1000; ++i)
    {
        const auto now = clock.now();
        CHECK(now >= last);
        last = now;
    }
    CHECK(last > Instant(0));
}

TEST_CASE("a virtual clock stands still until it is moved")
{
    testing::VirtualClock clock;
    CHECK(clock.now() == 0s);
    CHECK(clock.now() == 0s);
    clock.advance(250ms);
    CHECK(clock.now() == 250ms);
}
