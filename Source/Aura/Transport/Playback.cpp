#include "Aura/Transport/Playback.h"

namespace loophole::aura
{

void Playback::toggle()
{
    if (model.transport().isPlaying)
        return stop();
    startedAt = model.playhead();
    wasPlaying = false;
    model.send(PlayTransport{});
}

void Playback::stop()
{
    model.send(StopTransport{});
    hasStopped();
}

void Playback::playOnce(FrameRange range)
{
    if (range.isEmpty())
        return;
    const auto& transport = model.transport();
    if (transport.isLooping && !heldLoop)
    {
        heldLoop = transport.loop;
        model.send(SetTransportLoop{false, transport.loop});
    }
    startedAt = range.start;
    wasPlaying = false;
    model.seek(range.start);
    model.send(PlayTransport{range.end()});
}

void Playback::frame()
{
    if (!startedAt)
        return;
    if (model.transport().isPlaying)
        wasPlaying = true;
    else if (wasPlaying)
        hasStopped();
}

void Playback::hasStopped()
{
    if (heldLoop)
        model.send(SetTransportLoop{true, *heldLoop});
    if (returnsOnStop && startedAt)
        model.seek(*startedAt);
    heldLoop.reset();
    startedAt.reset();
}

} // namespace loophole::aura
