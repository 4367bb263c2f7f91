#include "Signal/Mixer/StreamHandle.h"

using namespace loophole;

bool listen(SignalThread& control, signal::StreamHandle& handle, signal::GridReader& reader,
            const signal::StreamRead& read, float* const* destination)
{
    return handle.readOrSilence(control, reader, read, destination) == signal::ReadOutcome::full;
}
