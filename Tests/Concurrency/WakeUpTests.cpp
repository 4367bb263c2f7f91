#include "Concurrency/WakeUp.h"

#include <catch2/catch.hpp>
#include <thread>

using namespace loophole;
using namespace std::chrono_literals;

TEST_CASE("a notification from before the wait ends it at once")
{
    WakeUp wakeUp;
    wakeUp.notify();
    const auto before = std::chrono::steady_clock::now();
    wakeUp.waitAtMost(1h);
    CHECK(std::chrono::steady_clock::now() - before < 10min);
}

TEST_CASE("without a notification the wait ends by itself")
{
    WakeUp wakeUp;
    const auto before = std::chrono::steady_clock::now();
    wakeUp.waitAtMost(2ms);
    CHECK(std::chrono::steady_clock::now() - before >= 2ms);
}

TEST_CASE("many notifications are one turn")
{
    WakeUp wakeUp;
    for (int i = 0; i < 100; ++i)
        wakeUp.notify();
    wakeUp.waitAtMost(1h);
    const auto before = std::chrono::steady_clock::now();
    wakeUp.waitAtMost(2ms);
    CHECK(std::chrono::steady_clock::now() - before >= 2ms);
}

TEST_CASE("no notification is lost between two threads that answer each other")
{
    WakeUp there;
    WakeUp back;
    std::atomic<int> ball{0};
    constexpr int turns = 20'000;
    std::thread other(
        [&]
        {
            for (int turn = 1; turn < turns; turn += 2)
            {
                while (ball.load() != turn)
                    there.waitAtMost(1h);
                ball.store(turn + 1);
                back.notify();
            }
        });
    for (int turn = 0; turn < turns; turn += 2)
    {
        while (ball.load() != turn)
            back.waitAtMost(1h);
        ball.store(turn + 1);
        there.notify();
    }
    while (ball.load() != turns)
        back.waitAtMost(1h);
    other.join();
    CHECK(ball == turns);
}
