#include "Concurrency/Outbox.h"

#include "Concurrency/ThreadTokens.h"

#include <catch2/catch.hpp>
#include <vector>

using namespace loophole;

namespace
{

using Queue = SpscQueue<int, PulseThread, SignalThread>;

std::vector<int> receiveAll(Queue& queue, SignalThread& thread)
{
    std::vector<int> messages;
    int message = 0;
    while (queue.tryReceive(thread, message))
        messages.push_back(message);
    return messages;
}

} // namespace

TEST_CASE("what a full queue cannot take waits and goes out later in order")
{
    auto pulse = PulseThread::mint();
    auto signal = SignalThread::mint();
    Queue queue(4);
    Outbox<int, PulseThread, SignalThread> outbox(queue);
    std::vector<int> expected;
    for (int i = 0; i < 1000; ++i)
    {
        outbox.send(pulse, i);
        expected.push_back(i);
    }
    CHECK(outbox.backlog() > 0);
    std::vector<int> received;
    while (received.size() < expected.size())
    {
        const auto some = receiveAll(queue, signal);
        REQUIRE_FALSE(some.empty());
        received.insert(received.end(), some.begin(), some.end());
        outbox.flush(pulse);
    }
    CHECK(received == expected);
    CHECK(outbox.backlog() == 0);
}

TEST_CASE("a message never overtakes those that wait")
{
    auto pulse = PulseThread::mint();
    auto signal = SignalThread::mint();
    Queue queue(1);
    Outbox<int, PulseThread, SignalThread> outbox(queue);
    int next = 0;
    while (outbox.backlog() == 0)
        outbox.send(pulse, next++);
    auto received = receiveAll(queue, signal); // now there is room again
    outbox.send(pulse, next++);
    for (int i = 0; i < 10; ++i)
    {
        for (const auto message : receiveAll(queue, signal))
            received.push_back(message);
        outbox.flush(pulse);
    }
    REQUIRE(received.size() == static_cast<std::size_t>(next));
    for (int i = 0; i < next; ++i)
        CHECK(received[static_cast<std::size_t>(i)] == i);
}
