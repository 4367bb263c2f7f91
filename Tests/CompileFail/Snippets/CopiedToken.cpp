#include "Concurrency/ThreadTokens.h"

loophole::AudioThread another(const loophole::AudioThread& audio)
{
    return audio;
}
