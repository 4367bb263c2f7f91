#pragma once

#include "Core/Limits.h"
#include "Signal/Codec/MediaReader.h"

#include <algorithm>
#include <array>

namespace loophole::signal
{

/** Planar samples still to be written: moves on as they are. Without channels it only counts, for what is skipped. */
struct PlanarWindow
{
    std::array<float*, limits::maxChannels> channels{};
    int channelCount = 0;
    std::int64_t frames = 0;

    PlanarWindow() = default;
    explicit PlanarWindow(PlanarSpan span) : channelCount(span.channelCount), frames(span.frames.value())
    {
        std::copy_n(span.channels, channelCount, channels.begin());
    }

    [[nodiscard]] PlanarSpan span() const { return {channels.data(), channelCount, FrameCount(frames)}; }
    [[nodiscard]] PlanarWindow first(std::int64_t count) const
    {
        auto part = *this;
        part.frames = std::min(frames, count);
        return part;
    }
    void advance(std::int64_t count)
    {
        for (int c = 0; c < channelCount; ++c)
            channels[static_cast<std::size_t>(c)] += count;
        frames -= count;
    }
    void silence() const
    {
        for (int c = 0; c < channelCount; ++c)
            std::fill_n(channels[static_cast<std::size_t>(c)], frames, 0.0f);
    }
};

/**
    What readers of compressed formats have in common: info, silence outside of the medium, and silence after a
    failure. Used by one disk thread at a time.
*/
class DecodingReader : public MediaReader
{
public:
    [[nodiscard]] const MediaInfo& info() const final { return mediaInfo; }
    [[nodiscard]] Outcome<void> read(DiskThread&, FramePosition start, PlanarSpan destination) final;
    [[nodiscard]] bool seeksAreExpensive() const final { return true; }

protected:
    /**
        Decodes window.frames frames from `start` on, all within [0, length). Returns how many there were: fewer
        where damaged data end early; the rest is then silenced by the caller.
    */
    [[nodiscard]] virtual Outcome<std::int64_t> decode(DiskThread&, std::int64_t start, PlanarWindow window) = 0;

    MediaInfo mediaInfo;
};

} // namespace loophole::signal
