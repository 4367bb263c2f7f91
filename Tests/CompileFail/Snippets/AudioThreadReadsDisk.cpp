#include "Signal/Codec/MediaReader.h"

void readInCallback(loophole::AudioThread& audio, loophole::signal::MediaReader& reader,
                    loophole::signal::PlanarSpan span)
{
    static_cast<void>(reader.read(audio, loophole::FramePosition(0), span));
}
