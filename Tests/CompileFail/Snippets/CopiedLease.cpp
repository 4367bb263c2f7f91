#include "Signal/Cache/BlockLease.h"

loophole::signal::BlockLease second(const loophole::signal::BlockLease& lease)
{
    return lease;
}
