#include "Concurrency/SpscQueue.h"
#include "Concurrency/ThreadTokens.h"

using Queue = loophole::SpscQueue<int, loophole::SignalThread, loophole::AudioThread>;

bool sendFromTheReceiver(loophole::AudioThread& audio, Queue& queue)
{
    return queue.trySend(audio, 1);
}
