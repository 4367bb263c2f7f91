#pragma once

#include "Signal/Render/OfflineRenderer.h"
#include "Signal/Render/WavWriter.h"

namespace loophole::signal
{

/** Rendered frames on their way into a file. Both must outlive it. */
class WavSink final : public FrameSink
{
public:
    WavSink(DiskThread& diskThread, WavWriter& wavWriter) : thread(diskThread), writer(wavWriter) {}

    Outcome<void> write(const float* const* channels, int channelCount, int frames) override
    {
        return writer.write(thread, {channels, channelCount, FrameCount(frames)});
    }

private:
    DiskThread& thread;
    WavWriter& writer;
};

} // namespace loophole::signal
