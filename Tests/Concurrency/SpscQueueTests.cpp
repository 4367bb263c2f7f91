#include "Concurrency/SpscQueue.h"

#include "Concurrency/ThreadTokens.h"

#include <catch2/catch.hpp>
#include <memory>
#include <thread>

using namespace loophole;

namespace
{

template <class Message>
using Queue = SpscQueue<Message, PulseThread, SignalThread>;

} // namespace

TEST_CASE("messages arrive in order, and an empty queue says so")
{
    auto pulse = PulseThread::mint();
    auto signal = SignalThread::mint();
    Queue<int> queue(8);
    int message = -1;
    CHECK_FALSE(queue.tryReceive(signal, message));
    for (int i = 0; i < 5; ++i)
        REQUIRE(queue.trySend(pulse, i));
    CHECK(queue.sizeApproximately() == 5);
    for (int i = 0; i < 5; ++i)
    {
        REQUIRE(queue.tryReceive(signal, message));
        CHECK(message == i);
    }
    CHECK_FALSE(queue.tryReceive(signal, message));
}

TEST_CASE("a full queue holds what it promised and leaves a refused message untouched")
{
    auto pulse = PulseThread::mint();
    Queue<std::unique_ptr<int>> queue(100);
    int sent = 0;
    auto message = std::make_unique<int>(7);
    while (queue.trySend(pulse, std::move(message)))
    {
        ++sent;
        message = std::make_unique<int>(7);
    }
    CHECK(sent >= 100);
    REQUIRE(message != nullptr);
    CHECK(*message == 7);
}

TEST_CASE("a sent message wakes its receiver, a refused one does not")
{
    auto pulse = PulseThread::mint();
    auto signal = SignalThread::mint();
    WakeUp wakeUp;
    Queue<int> queue(1, &wakeUp);
    REQUIRE(queue.trySend(pulse, 1));
    wakeUp.waitAtMost(std::chrono::hours(1));
    int message = 0;
    CHECK(queue.tryReceive(signal, message));
    CHECK(message == 1);
}

TEST_CASE("a million messages between two threads arrive once each and in order")
{
    Queue<std::uint32_t> queue(64);
    constexpr std::uint32_t count = 1'000'000;
    std::thread sender(
        [&]
        {
            auto pulse = PulseThread::mint();
            for (std::uint32_t i = 0; i < count;)
                if (queue.trySend(pulse, i))
                    ++i;
                else
                    std::this_thread::yield();
        });
    auto signal = SignalThread::mint();
    std::uint32_t expected = 0;
    bool isInOrder = true;
    while (expected < count)
    {
        std::uint32_t message = 0;
        if (queue.tryReceive(signal, message))
            isInOrder = isInOrder && message == expected++;
        else
            std::this_thread::yield();
    }
    sender.join();
    CHECK(isInOrder);
}
