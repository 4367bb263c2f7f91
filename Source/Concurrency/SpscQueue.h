#pragma once

#include "Concurrency/WakeUp.h"

#include <readerwriterqueue/readerwriterqueue.h>

#include <cstddef>
#include <utility>

#ifdef LOOPHOLE_TSAN
#include <sanitizer/tsan_interface.h>
extern "C" void AnnotateIgnoreReadsBegin(const char* file, int line);
extern "C" void AnnotateIgnoreReadsEnd(const char* file, int line);
extern "C" void AnnotateIgnoreWritesBegin(const char* file, int line);
extern "C" void AnnotateIgnoreWritesEnd(const char* file, int line);
#endif

namespace loophole
{

/**
    A bounded queue from one thread to one other, lock-free on both sides. The tokens in the signatures are the
    proof of who may send and who may receive. Never allocates after construction, so either end may be the audio
    thread when Message is trivially copyable.
*/
template <class Message, class From, class To>
class SpscQueue
{
public:
    /** Holds at least `capacity` messages. `receiver` is woken by each; null where the sender is the audio thread. */
    explicit SpscQueue(std::size_t capacity, WakeUp* receiver = nullptr) : queue(capacity), receiver(receiver) {}

    /** False, and `message` untouched, when the queue is full. */
    [[nodiscard]] bool trySend(From&, Message&& message)
    {
        const UnmodelledFences sending(*this);
        return woken(queue.try_enqueue(std::move(message)));
    }
    [[nodiscard]] bool trySend(From&, const Message& message)
    {
        const UnmodelledFences sending(*this);
        return woken(queue.try_enqueue(message));
    }

    /** False when there is nothing to receive. */
    [[nodiscard]] bool tryReceive(To&, Message& message)
    {
        const UnmodelledFences receiving(*this);
        return queue.try_dequeue(message);
    }

    /** As both ends may ask; out of date as soon as it is said. */
    [[nodiscard]] std::size_t sizeApproximately() const { return queue.size_approx(); }

private:
    /** The library orders its slots by fences, which the thread sanitizer does not model: it is told of that order
       here, and to take the slots themselves on trust. */
    struct UnmodelledFences
    {
#ifdef LOOPHOLE_TSAN
        explicit UnmodelledFences(SpscQueue& owner) : owner(owner)
        {
            __tsan_release(&owner);
            AnnotateIgnoreReadsBegin(__FILE__, __LINE__);
            AnnotateIgnoreWritesBegin(__FILE__, __LINE__);
        }
        ~UnmodelledFences()
        {
            AnnotateIgnoreWritesEnd(__FILE__, __LINE__);
            AnnotateIgnoreReadsEnd(__FILE__, __LINE__);
            __tsan_acquire(&owner);
        }
        UnmodelledFences(const UnmodelledFences&) = delete;
        UnmodelledFences& operator=(const UnmodelledFences&) = delete;
        SpscQueue& owner;
#else
        explicit UnmodelledFences(SpscQueue&) {}
        ~UnmodelledFences() = default;
#endif
    };

    [[nodiscard]] bool woken(bool sent)
    {
        if (sent && receiver != nullptr)
            receiver->notify();
        return sent;
    }

    moodycamel::ReaderWriterQueue<Message> queue;
    WakeUp* receiver;
};

} // namespace loophole
