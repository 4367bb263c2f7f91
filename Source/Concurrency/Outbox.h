#pragma once

#include "Concurrency/SpscQueue.h"

#include <deque>

namespace loophole
{

/**
    The sending end of a queue for threads that may allocate: what does not fit waits here in order and goes out
    with the next flush, so that nothing is lost however slow the receiver is. Owned by the sending thread.
*/
template <class Message, class From, class To>
class Outbox
{
public:
    explicit Outbox(SpscQueue<Message, From, To>& queue) : queue(queue) {}

    void send(From& from, Message message)
    {
        flush(from);
        if (!waiting.empty() || !queue.trySend(from, std::move(message)))
            waiting.push_back(std::move(message));
    }

    /** Call at every turn of the sender's loop. */
    void flush(From& from)
    {
        while (!waiting.empty() && queue.trySend(from, std::move(waiting.front())))
            waiting.pop_front();
    }

    [[nodiscard]] std::size_t backlog() const { return waiting.size(); }

private:
    SpscQueue<Message, From, To>& queue;
    std::deque<Message> waiting;
};

} // namespace loophole
