#include "App/Bench/Bench.h"

#include "Messages/Queues.h"

#include <mutex>
#include <queue>
#include <thread>

namespace loophole::bench
{
namespace
{

constexpr std::uint32_t messagesPerRun = 200'000;

/** The peer: what most programs would write. */
template <class Message>
class LockedQueue
{
public:
    bool trySend(const Message& message)
    {
        const std::lock_guard lock(mutex);
        messages.push(message);
        return true;
    }
    bool tryReceive(Message& message)
    {
        const std::lock_guard lock(mutex);
        if (messages.empty())
            return false;
        message = std::move(messages.front());
        messages.pop();
        return true;
    }

private:
    std::mutex mutex;
    std::queue<Message> messages;
};

ClipWindowRequest numbered(std::uint32_t number)
{
    ClipWindowRequest request;
    request.revision = number;
    return request;
}

/** Sends all messages from a second thread and counts them in here. */
template <class Send, class Receive>
void pass(benchmark::State& state, Send send, Receive receive)
{
    for (auto _ : state)
    {
        std::thread sender(
            [&]
            {
                for (std::uint32_t n = 0; n < messagesPerRun; ++n)
                    while (!send(PulseToSignal(numbered(n))))
                        std::this_thread::yield();
            });
        PulseToSignal message;
        for (std::uint32_t n = 0; n < messagesPerRun;)
            receive(message) ? static_cast<void>(++n) : std::this_thread::yield();
        sender.join();
    }
    state.counters["figure"] =
        benchmark::Counter(static_cast<double>(messagesPerRun), benchmark::Counter::kIsIterationInvariantRate);
}

void throughSpscQueue(benchmark::State& state)
{
    PulseToSignalQueue queue(8192);
    auto pulse = PulseThread::mint();
    auto signal = SignalThread::mint();
    pass(
        state, [&](const PulseToSignal& message) { return queue.trySend(pulse, message); },
        [&](PulseToSignal& message) { return queue.tryReceive(signal, message); });
}

void throughLockedQueue(benchmark::State& state)
{
    LockedQueue<PulseToSignal> queue;
    pass(
        state, [&](const PulseToSignal& message) { return queue.trySend(message); },
        [&](PulseToSignal& message) { return queue.tryReceive(message); });
}

} // namespace

std::vector<Comparison> messagePassing(const std::filesystem::path&)
{
    return {{"window requests between two threads",
             "messages/s",
             {{"Loophole", throughSpscQueue, true}, {"mutex and std::queue", throughLockedQueue, false}}}};
}

} // namespace loophole::bench
