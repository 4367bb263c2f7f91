#ifdef LOOPHOLE_FFMPEG

#include "Signal/Codec/FfmpegPackets.h"

#include "Signal/Codec/FfmpegSamples.h"

#include <algorithm>
#include <mutex>

extern "C"
{
#include <libavcodec/avcodec.h>
}

namespace loophole::signal
{

namespace
{

/** What frees bytes that are not FFmpeg's own. */
void keepNothing(void*, std::uint8_t*) {}

} // namespace

static_assert(FfmpegPackets::padding >= AV_INPUT_BUFFER_PADDING_SIZE);

void FfmpegPackets::Deleter::operator()(AVCodecContext* context) const
{
    avcodec_free_context(&context);
}

void FfmpegPackets::Deleter::operator()(AVPacket* packet) const
{
    av_packet_free(&packet);
}

void FfmpegPackets::Deleter::operator()(AVFrame* frame) const
{
    av_frame_free(&frame);
}

void FfmpegPackets::Plane::reserve(std::int64_t frames)
{
    constexpr std::size_t behind = 1; // line, for what is written beyond the last sample
    const auto wanted = (static_cast<std::size_t>(frames) + Line{}.samples.size() - 1) / Line{}.samples.size() + behind;
    if (lines.size() < wanted)
        lines.resize(std::max(wanted, 2 * lines.size()));
}

FfmpegPackets::FfmpegPackets(int channels, int sampleRate)
    : channels(channels), sampleRate(sampleRate), packet(av_packet_alloc()), frame(av_frame_alloc())
{
}

FfmpegPackets::~FfmpegPackets() = default;

std::unique_ptr<FfmpegPackets> FfmpegPackets::tryOpen(const char* codec, std::span<const std::byte> header,
                                                      int channels, int sampleRate)
{
    static std::once_flag isQuiet;
    std::call_once(isQuiet, [] { av_log_set_level(AV_LOG_QUIET); }); // what is wrong is told by the exact reader
    std::unique_ptr<FfmpegPackets> packets(new FfmpegPackets(channels, sampleRate));
    return packets->tryBegin(codec, header) ? std::move(packets) : nullptr;
}

bool FfmpegPackets::tryBegin(const char* codecName, std::span<const std::byte> header)
{
    const auto* const codec = avcodec_find_decoder_by_name(codecName);
    decoder.reset(avcodec_alloc_context3(codec));
    if (codec == nullptr || !decoder || !packet || !frame)
        return false;
    if (!header.empty())
    {
        auto* const copy = static_cast<std::uint8_t*>(av_mallocz(header.size() + padding)); // freed with the context
        if (copy == nullptr)
            return false;
        std::copy(header.begin(), header.end(), reinterpret_cast<std::byte*>(copy));
        decoder->extradata = copy;
        decoder->extradata_size = static_cast<int>(header.size());
    }
    // Some formats do not say it in their packets; those that do, put it right.
    av_channel_layout_default(&decoder->ch_layout, channels);
    decoder->sample_rate = sampleRate;
    decoder->thread_count = 1;
    decoder->thread_type = FF_THREAD_SLICE; // frames at once would need room at once
    decoder->opaque = this;
    decoder->get_buffer2 = giveRoom;
    return avcodec_open2(decoder.get(), codec, nullptr) == 0;
}

/**
    Has the decoder write behind what it wrote last. It keeps none of its frames, and each is taken before the next
    packet, so growing moves nothing that it still writes to.
*/
int FfmpegPackets::giveRoom(AVCodecContext* context, AVFrame* frame, int flags)
{
    auto& self = *static_cast<FfmpegPackets*>(context->opaque);
    constexpr auto lineFrames = static_cast<std::int64_t>(sizeof(Plane::Line) / sizeof(float));
    const auto bytes = static_cast<std::size_t>(frame->nb_samples) * sizeof(float);
    if (frame->format != AV_SAMPLE_FMT_FLTP || frame->ch_layout.nb_channels != self.channels ||
        self.count % lineFrames != 0)
        return avcodec_default_get_buffer2(context, frame, flags);
    for (int c = 0; c < self.channels; ++c)
    {
        auto& plane = self.planes[static_cast<std::size_t>(c)];
        plane.reserve(self.count + frame->nb_samples);
        frame->data[c] = reinterpret_cast<std::uint8_t*>(plane.samples() + self.count);
    }
    frame->extended_data = frame->data;
    frame->linesize[0] = static_cast<int>(bytes);
    frame->buf[0] = av_buffer_create(frame->data[0], bytes, keepNothing, nullptr, 0);
    return frame->buf[0] == nullptr ? AVERROR(ENOMEM) : 0;
}

bool FfmpegPackets::tryAppend()
{
    if (frame->ch_layout.nb_channels != channels || frame->sample_rate != sampleRate)
        return false;
    PlanarWindow room;
    room.channelCount = channels;
    room.frames = frame->nb_samples;
    for (int c = 0; c < channels; ++c)
    {
        auto& plane = planes[static_cast<std::size_t>(c)];
        plane.reserve(count + room.frames);
        room.channels[static_cast<std::size_t>(c)] = plane.samples() + count;
    }
    if (reinterpret_cast<const float*>(frame->data[0]) != room.channels[0])
        convertSamples(*frame, 0, room);
    count += room.frames;
    return true;
}

bool FfmpegPackets::tryDecode(std::span<const std::byte> bytes)
{
    // Counted, or it would be copied. The decoder is done with it when this returns and only reads it.
    auto* const data = reinterpret_cast<std::uint8_t*>(const_cast<std::byte*>(bytes.data()));
    packet->buf = av_buffer_create(data, bytes.size() + padding, keepNothing, nullptr, AV_BUFFER_FLAG_READONLY);
    packet->data = data;
    packet->size = static_cast<int>(bytes.size());
    const auto isTaken = packet->buf != nullptr && avcodec_send_packet(decoder.get(), packet.get()) == 0;
    av_packet_unref(packet.get());
    auto isRight = isTaken;
    auto status = 0;
    while (isRight && (status = avcodec_receive_frame(decoder.get(), frame.get())) == 0)
        isRight = tryAppend();
    return isRight && status == AVERROR(EAGAIN);
}

void FfmpegPackets::restart()
{
    avcodec_flush_buffers(decoder.get());
    clear();
}

} // namespace loophole::signal

#endif
