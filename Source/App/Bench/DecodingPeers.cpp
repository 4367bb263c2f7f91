#include "App/Bench/DecodingPeers.h"

#include <FLAC/stream_decoder.h>
#include <benchmark/benchmark.h>
#include <mpg123.h>
#include <sndfile.h>

#include <memory>
#include <mutex>
#include <stdexcept>
#include <vector>
#ifdef LOOPHOLE_FFMPEG
extern "C"
{
#include <libavcodec/avcodec.h>
#include <libavformat/avformat.h>
}
#endif

namespace loophole::bench
{

void decodeWithSndfile(const std::filesystem::path& path)
{
    constexpr sf_count_t chunkFrames = 65536;
    SF_INFO info{};
    auto* file = sf_open(path.c_str(), SFM_READ, &info);
    if (file == nullptr)
        throw std::runtime_error(path.string() + ": libsndfile cannot open it");
    std::vector<float> chunk(static_cast<std::size_t>(chunkFrames * info.channels));
    while (sf_readf_float(file, chunk.data(), chunkFrames) > 0)
        benchmark::DoNotOptimize(chunk.data());
    sf_close(file);
}

void decodeWithFlac(const std::filesystem::path& path)
{
    const auto close = [](auto* opened) { FLAC__stream_decoder_delete(opened); };
    const std::unique_ptr<FLAC__StreamDecoder, decltype(close)> decoder(FLAC__stream_decoder_new(), close);
    const auto write = [](const FLAC__StreamDecoder*, const FLAC__Frame*, const FLAC__int32* const samples[], void*)
    {
        benchmark::DoNotOptimize(samples);
        return FLAC__STREAM_DECODER_WRITE_STATUS_CONTINUE;
    };
    const auto ignore = [](const FLAC__StreamDecoder*, FLAC__StreamDecoderErrorStatus, void*) {};
    if (FLAC__stream_decoder_init_file(decoder.get(), path.c_str(), write, nullptr, ignore, nullptr) !=
            FLAC__STREAM_DECODER_INIT_STATUS_OK ||
        !FLAC__stream_decoder_process_until_end_of_stream(decoder.get()))
        throw std::runtime_error(path.string() + ": libFLAC cannot read it");
}

void decodeWithMpg123(const std::filesystem::path& path)
{
    static std::once_flag isInitialised;
    std::call_once(isInitialised, mpg123_init);
    const auto close = [](auto* opened) { mpg123_delete(opened); };
    const std::unique_ptr<mpg123_handle, decltype(close)> decoder(mpg123_new(nullptr, nullptr), close);
    mpg123_param(decoder.get(), MPG123_FLAGS, MPG123_FORCE_FLOAT | MPG123_QUIET, 0);
    if (mpg123_open(decoder.get(), path.c_str()) != MPG123_OK)
        throw std::runtime_error(path.string() + ": libmpg123 cannot open it");
    for (int status = MPG123_OK; status != MPG123_DONE;)
    {
        off_t frame = 0;
        unsigned char* samples = nullptr;
        std::size_t bytes = 0;
        status = mpg123_decode_frame(decoder.get(), &frame, &samples, &bytes);
        if (status != MPG123_OK && status != MPG123_NEW_FORMAT && status != MPG123_DONE)
            throw std::runtime_error(path.string() + ": libmpg123 cannot decode it");
        benchmark::DoNotOptimize(samples);
    }
}

#ifdef LOOPHOLE_FFMPEG
bool tryDecodeWithFfmpeg(const std::filesystem::path& path)
{
    const auto close = [](auto* context) { avformat_close_input(&context); };
    const auto closeDecoder = [](auto* context) { avcodec_free_context(&context); };
    const auto freePacket = [](auto* packet) { av_packet_free(&packet); };
    const auto freeFrame = [](auto* frame) { av_frame_free(&frame); };
    av_log_set_level(AV_LOG_QUIET);
    AVFormatContext* opened = nullptr;
    if (avformat_open_input(&opened, path.c_str(), nullptr, nullptr) < 0)
        throw std::runtime_error(path.string() + ": FFmpeg cannot open it");
    const std::unique_ptr<AVFormatContext, decltype(close)> file(opened, close);
    if (avformat_find_stream_info(opened, nullptr) < 0)
        throw std::runtime_error(path.string() + ": FFmpeg finds nothing in it");
    const AVCodec* codec = nullptr;
    const auto stream = av_find_best_stream(opened, AVMEDIA_TYPE_AUDIO, -1, -1, &codec, 0);
    const std::unique_ptr<AVCodecContext, decltype(closeDecoder)> decoder(
        codec == nullptr ? nullptr : avcodec_alloc_context3(codec), closeDecoder);
    if (!decoder || avcodec_parameters_to_context(decoder.get(), opened->streams[stream]->codecpar) < 0)
        throw std::runtime_error(path.string() + ": FFmpeg has no decoder for it");
    decoder->thread_count = 1;
    if (avcodec_open2(decoder.get(), codec, nullptr) < 0)
        throw std::runtime_error(path.string() + ": FFmpeg cannot decode it");
    const std::unique_ptr<AVPacket, decltype(freePacket)> packet(av_packet_alloc(), freePacket);
    const std::unique_ptr<AVFrame, decltype(freeFrame)> frame(av_frame_alloc(), freeFrame);
    while (av_read_frame(opened, packet.get()) >= 0)
    {
        if (packet->stream_index == stream && avcodec_send_packet(decoder.get(), packet.get()) == 0)
            while (avcodec_receive_frame(decoder.get(), frame.get()) == 0)
                benchmark::DoNotOptimize(frame->extended_data[0]);
        av_packet_unref(packet.get());
    }
    return true;
}
#else
bool tryDecodeWithFfmpeg(const std::filesystem::path&)
{
    return false;
}
#endif

} // namespace loophole::bench
