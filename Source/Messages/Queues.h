#pragma once

#include "Concurrency/Outbox.h"
#include "Concurrency/SpscQueue.h"
#include "Concurrency/ThreadTokens.h"
#include "Messages/AuraToPulse.h"
#include "Messages/Library.h"
#include "Messages/PulseToAura.h"
#include "Messages/PulseToSignal.h"
#include "Messages/SignalToPulse.h"

namespace loophole
{

using PulseToSignalQueue = SpscQueue<PulseToSignal, PulseThread, SignalThread>;
using SignalToPulseQueue = SpscQueue<SignalToPulse, SignalThread, PulseThread>;
using AuraToPulseQueue = SpscQueue<AuraToPulse, MessageThread, PulseThread>;
using PulseToAuraQueue = SpscQueue<PulseToAura, PulseThread, MessageThread>;
using PulseToLibraryQueue = SpscQueue<PulseToLibrary, PulseThread, LibraryThread>;
using LibraryToPulseQueue = SpscQueue<LibraryToPulse, LibraryThread, PulseThread>;
using PulseToLibrarySearchQueue = SpscQueue<PulseToLibrarySearch, PulseThread, LibraryThread>;
using LibrarySearchToPulseQueue = SpscQueue<LibrarySearchToPulse, LibraryThread, PulseThread>;

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

    /** Within Pulse: its thread never waits for a database. */
    WakeUp library;
    WakeUp librarySearch;
    PulseToLibraryQueue pulseToLibrary{1024, &library};
    LibraryToPulseQueue libraryToPulse{1024, &pulse};
    PulseToLibrarySearchQueue pulseToLibrarySearch{64, &librarySearch};
    LibrarySearchToPulseQueue librarySearchToPulse{64, &pulse};
};

} // namespace loophole
