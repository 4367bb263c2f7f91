#pragma once

#include "Concurrency/Outbox.h"
#include "Concurrency/SpscQueue.h"
#include "Concurrency/ThreadTokens.h"
#include "Messages/AuraToPulse.h"
#include "Messages/PulseToAura.h"
#include "Messages/PulseToSignal.h"
#include "Messages/SignalToPulse.h"

namespace loophole
{

using PulseToSignalQueue = SpscQueue<PulseToSignal, PulseThread, SignalThread>;
using SignalToPulseQueue = SpscQueue<SignalToPulse, SignalThread, PulseThread>;
using AuraToPulseQueue = SpscQueue<AuraToPulse, MessageThread, PulseThread>;
using PulseToAuraQueue = SpscQueue<PulseToAura, PulseThread, MessageThread>;

/** The four doors between the three parts. The sizes hold a second of the busiest traffic: a window a clip of 2,048
 * streams. */
struct Queues
{
    WakeUp signal;
    WakeUp pulse;
    PulseToSignalQueue pulseToSignal{8192, &signal};
    SignalToPulseQueue signalToPulse{8192, &pulse};
    AuraToPulseQueue auraToPulse{1024, &pulse};
    PulseToAuraQueue pulseToAura{8192}; ///< Aura looks at every frame of the display
};

} // namespace loophole
