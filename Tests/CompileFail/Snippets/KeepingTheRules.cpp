#include "Concurrency/ThreadTokens.h"
#include "Core/Frames.h"
#include "Signal/Cache/BlockLease.h"
#include "Signal/Codec/MediaReader.h"
#include "Signal/Mixer/StreamHandle.h"

using namespace loophole;

/** What the other snippets do wrong, done right: if this is refused, so may they be for the wrong reason. */
void readOnDisk(DiskThread& disk, signal::MediaReader& reader, signal::PlanarSpan span)
{
    static_cast<void>(reader.read(disk, FramePosition(0), span));
}

FramePosition later(FramePosition position)
{
    return position + FrameCount(1);
}

signal::BlockLease handOver(signal::BlockLease lease)
{
    return lease;
}

bool listen(AudioThread& audio, signal::StreamHandle& handle, signal::GridReader& reader,
            const signal::StreamRead& read, float* const* destination)
{
    return handle.readOrSilence(audio, reader, read, destination) == signal::ReadOutcome::full;
}
