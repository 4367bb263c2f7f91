#pragma once

#include "Signal/Stream/BlockResampler.h"
#include "Signal/Stream/OpenMedium.h"

#include <vector>

namespace loophole::signal
{

/**
    The frames of a medium as a proxy of it has them: at the proxy's rate, with proxy frame k exactly at the medium's
    frame k · medium rate / proxy rate, and folded to two channels where it has more (see ChannelFold). Owns the reader.
    Used by one disk thread at a time.
*/
class ProxySource
{
public:
    ProxySource(std::unique_ptr<MediaReader>, SampleRate proxyRate);

    [[nodiscard]] int channels() const { return channelCount; }
    /** Proxy frames whose place lies inside the medium. */
    [[nodiscard]] FrameCount length() const { return proxyLength; }

    /** Writes proxy frames [start, start + frames); `destination` has channels() channels. Cheap in a row. */
    [[nodiscard]] Outcome<void> read(DiskThread&, FramePosition start, PlanarSpan destination);

private:
    [[nodiscard]] Outcome<void> readFolded(DiskThread&, FrameRange, std::int64_t keep, PlanarSpan destination);

    OpenMedium medium;
    GridMapping mapping;
    SincTable table;
    int channelCount;
    FrameCount proxyLength;
    std::vector<float> wide;   ///< planar: the medium's channels
    std::vector<float> folded; ///< planar: channels()
};

} // namespace loophole::signal
