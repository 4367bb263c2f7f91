#ifdef LOOPHOLE_FFMPEG

#include "Signal/Codec/FfmpegSamples.h"

#include <algorithm>

extern "C"
{
#include <libavutil/frame.h>
#include <libavutil/samplefmt.h>
}

namespace loophole::signal
{

namespace
{

template <class Sample, class Convert>
void convertAll(const AVFrame& source, std::int64_t from, PlanarWindow window, Convert toFloat)
{
    const bool isPlanar = av_sample_fmt_is_planar(static_cast<AVSampleFormat>(source.format)) != 0;
    const auto stride = isPlanar ? 1 : static_cast<std::ptrdiff_t>(window.channelCount);
    for (int c = 0; c < window.channelCount; ++c)
    {
        const auto* samples = reinterpret_cast<const Sample*>(source.extended_data[isPlanar ? c : 0]) + from * stride +
                              (isPlanar ? 0 : c);
        auto* const destination = window.channels[static_cast<std::size_t>(c)];
        if (isPlanar) // a stride that the compiler knows is what it can make vectors of
            std::transform(samples, samples + window.frames, destination, toFloat);
        else
            for (std::int64_t frame = 0; frame < window.frames; ++frame, samples += stride)
                destination[frame] = toFloat(*samples);
    }
}

} // namespace

void convertSamples(const AVFrame& source, std::int64_t from, PlanarWindow window)
{
    switch (av_get_packed_sample_fmt(static_cast<AVSampleFormat>(source.format)))
    {
    case AV_SAMPLE_FMT_U8:
        return convertAll<std::uint8_t>(source, from, window,
                                        [](auto s) { return (static_cast<float>(s) - 128.0f) * 0x1p-7f; });
    case AV_SAMPLE_FMT_S16:
        return convertAll<std::int16_t>(source, from, window, [](auto s) { return static_cast<float>(s) * 0x1p-15f; });
    case AV_SAMPLE_FMT_S32: // smaller depths are left-justified in it
        return convertAll<std::int32_t>(source, from, window, [](auto s) { return static_cast<float>(s) * 0x1p-31f; });
    case AV_SAMPLE_FMT_S64:
        return convertAll<std::int64_t>(source, from, window, [](auto s) { return static_cast<float>(s) * 0x1p-63f; });
    case AV_SAMPLE_FMT_FLT:
        return convertAll<float>(source, from, window, [](auto s) { return s; });
    case AV_SAMPLE_FMT_DBL:
        return convertAll<double>(source, from, window, [](auto s) { return static_cast<float>(s); });
    default:
        return window.silence();
    }
}

} // namespace loophole::signal

#endif
