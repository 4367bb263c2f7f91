#pragma once

#include "Concurrency/ThreadTokens.h"
#include "Signal/Callback/RenderCallback.h"
#include "Signal/Device/OutputDevice.h"

#include <vector>

namespace loophole::signal
{

/**
    What every backend's callback does around the program's own: denormals off, no callback for no frames, null and
    surplus channels, progress counted. Owned by a device; prepared on the device thread, used on its audio thread.
*/
class DeviceRenderer
{
public:
    explicit DeviceRenderer(DeviceProgress& progress) : progress(progress) {}

    /** No callback may run. */
    void prepare(RenderCallback&, const DeviceFormat&);

    /**
        Fills the planar `channels[0 … channelCount)[0 … frames)`, each of which may be null. Channels beyond the
        prepared count become silent. Realtime-safe for any number of frames.
    */
    void render(AudioThread&, float* const* channels, int channelCount, int frames) noexcept;

private:
    void renderPart(AudioThread&, float* const* channels, int channelCount, int offset, int frames) noexcept;

    DeviceProgress& progress;
    RenderCallback* callback = nullptr;
    int preparedChannels = 0;
    int preparedFrames = 0;
    std::vector<std::vector<float>> unheard; ///< what null channels are rendered into
    std::vector<float*> targets;
};

} // namespace loophole::signal
