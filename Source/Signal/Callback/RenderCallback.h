#pragma once

#include "Concurrency/ThreadTokens.h"
#include "Core/SampleRate.h"

namespace loophole::signal
{

/** Planar output of one callback: channels[c][0 … frames). The device owns it; its content on entry is undefined. */
struct OutputBlock
{
    float* const* channels = nullptr;
    int channelCount = 0;
    int frames = 0;
};

/** What a device calls once a period. */
class RenderCallback
{
public:
    virtual ~RenderCallback() = default;

    /** Off the audio thread, before the first render and whenever the device's format changes; no render runs then. */
    virtual void prepare(SampleRate, int maximumFrames, int channelCount) = 0;

    /** Fills every channel. Realtime-safe. Any number of frames, also more than was prepared for. */
    virtual void render(AudioThread&, OutputBlock) noexcept = 0;
};

} // namespace loophole::signal
