#include "Signal/Mixer/StreamHandle.h"

using namespace loophole;

void listen(AudioThread& audio, signal::StreamHandle& handle, signal::GridReader& reader,
            const signal::StreamRead& read, float* const* destination)
{
    handle.readOrSilence(audio, reader, read, destination);
}
