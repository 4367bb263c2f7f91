#pragma once

#include "Concurrency/ThreadTokens.h"
#include "Messages/SignalToPulse.h"

namespace loophole::signal
{

/** Where the stream engine's facts go. */
class FactSink
{
public:
    virtual ~FactSink() = default;
    virtual void send(SignalThread&, SignalToPulse) = 0;
};

} // namespace loophole::signal
