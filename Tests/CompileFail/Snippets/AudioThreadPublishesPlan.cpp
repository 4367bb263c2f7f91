#include "Concurrency/Published.h"

void publishInCallback(loophole::AudioThread& audio, loophole::Published<int>& plan)
{
    plan.publish(audio, nullptr);
}
