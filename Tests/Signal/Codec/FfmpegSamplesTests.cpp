#ifdef LOOPHOLE_FFMPEG

#include "Signal/Codec/FfmpegSamples.h"

extern "C"
{
#include <libavutil/channel_layout.h>
#include <libavutil/frame.h>
}

#include <catch2/catch.hpp>

#include <memory>

using namespace loophole;
using namespace loophole::signal;

namespace
{

struct FrameDeleter
{
    void operator()(AVFrame* frame) const { av_frame_free(&frame); }
};

/** A stereo frame of three samples, interleaved or planar as the format is; value(channel, frame) fills it. */
template <class Sample, class Value>
std::vector<float> converted(AVSampleFormat format, Value value)
{
    const std::unique_ptr<AVFrame, FrameDeleter> frame(av_frame_alloc());
    frame->format = format;
    frame->nb_samples = 3;
    av_channel_layout_default(&frame->ch_layout, 2);
    REQUIRE(av_frame_get_buffer(frame.get(), 0) == 0);
    const bool isPlanar = av_sample_fmt_is_planar(format) != 0;
    for (int c = 0; c < 2; ++c)
        for (int i = 0; i < 3; ++i)
            reinterpret_cast<Sample*>(frame->extended_data[isPlanar ? c : 0])[isPlanar ? i : i * 2 + c] =
                static_cast<Sample>(value(c, i));
    std::vector<float> left(2), right(2);
    float* const channels[] = {left.data(), right.data()};
    convertSamples(*frame, 1, PlanarWindow(PlanarSpan{channels, 2, FrameCount(2)}));
    return {left[0], left[1], right[0], right[1]};
}

} // namespace

TEST_CASE("samples of every FFmpeg format become floats of full scale one, from any frame on")
{
    const std::vector<float> expected{0.25f, 0.5f, -0.25f, -0.5f};
    const auto scaled = [](double fullScale)
    { return [fullScale](int channel, int frame) { return fullScale * 0.25 * frame * (channel == 0 ? 1 : -1); }; };
    CHECK(converted<std::int16_t>(AV_SAMPLE_FMT_S16, scaled(0x1p15)) == expected);
    CHECK(converted<std::int16_t>(AV_SAMPLE_FMT_S16P, scaled(0x1p15)) == expected);
    CHECK(converted<std::int32_t>(AV_SAMPLE_FMT_S32, scaled(0x1p31)) == expected);
    CHECK(converted<std::int32_t>(AV_SAMPLE_FMT_S32P, scaled(0x1p31)) == expected);
    CHECK(converted<std::int64_t>(AV_SAMPLE_FMT_S64P, scaled(0x1p63)) == expected);
    CHECK(converted<float>(AV_SAMPLE_FMT_FLT, scaled(1)) == expected);
    CHECK(converted<float>(AV_SAMPLE_FMT_FLTP, scaled(1)) == expected);
    CHECK(converted<double>(AV_SAMPLE_FMT_DBLP, scaled(1)) == expected);
    CHECK(converted<std::uint8_t>(AV_SAMPLE_FMT_U8, [&](int c, int i) { return 128 + scaled(128)(c, i); }) == expected);
}

#endif
