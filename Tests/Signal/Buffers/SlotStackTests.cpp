#include "Signal/Buffers/SlotStack.h"

#include <catch2/catch.hpp>

#include <thread>
#include <vector>

using namespace loophole::signal;

TEST_CASE("slots are taken from the first on, and the one given back last is taken first")
{
    SlotStack stack(3);
    CHECK(stack.tryPop() == 0u);
    CHECK(stack.tryPop() == 1u);
    CHECK(stack.available() == 1);
    stack.push(0);
    CHECK(stack.tryPop() == 0u);
    CHECK(stack.tryPop() == 2u);
    CHECK_FALSE(stack.tryPop().has_value());
    CHECK(stack.available() == 0);
    CHECK(stack.capacity() == 3);
}

TEST_CASE("an empty stack has nothing to take")
{
    SlotStack stack(0);
    CHECK_FALSE(stack.tryPop().has_value());
}

TEST_CASE("no slot is ever held by two threads at once")
{
    constexpr std::size_t slots = 5;
    constexpr int rounds = 50'000;
    SlotStack stack(slots);
    std::vector<std::atomic<int>> holders(slots);
    std::atomic<int> collisions{0};
    const auto work = [&]
    {
        for (int i = 0; i < rounds; ++i)
        {
            const auto slot = stack.tryPop();
            if (!slot)
                continue;
            if (holders[*slot].fetch_add(1) != 0)
                collisions.fetch_add(1);
            holders[*slot].fetch_sub(1);
            stack.push(*slot);
        }
    };
    std::thread first(work);
    std::thread second(work);
    work();
    first.join();
    second.join();
    CHECK(collisions == 0);
    CHECK(stack.available() == slots);
}
