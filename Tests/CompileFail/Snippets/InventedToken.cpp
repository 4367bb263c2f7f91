#include "Concurrency/ThreadTokens.h"

void pretend()
{
    loophole::DiskThread disk;
}
