#ifdef LOOPHOLE_FFMPEG

#include "Signal/Codec/FfmpegStream.h"

#include <mutex>

namespace loophole::signal
{

namespace
{

constexpr int inputBytes = 32 << 10;

/** No table or packet of a sound file needs more at once; FFmpeg's own limit is 2 GiB. */
constexpr std::size_t mostBytesAtOnce = std::size_t{64} << 20;

/** FFmpeg reads this far to find out about streams that their headers leave open. */
constexpr std::int64_t probedBytes = 1 << 20;

int readFrom(void* opaque, std::uint8_t* bytes, int count)
{
    auto& cursor = *static_cast<BufferedCursor*>(opaque);
    const auto read = cursor.read({reinterpret_cast<std::byte*>(bytes), static_cast<std::size_t>(count)});
    if (read > 0)
        return static_cast<int>(read);
    return cursor.failure() ? AVERROR(EIO) : AVERROR_EOF;
}

std::int64_t seekIn(void* opaque, std::int64_t distance, int origin)
{
    auto& cursor = *static_cast<BufferedCursor*>(opaque);
    if ((origin & AVSEEK_SIZE) != 0)
        return cursor.size();
    return cursor.trySeek(distance, origin & ~AVSEEK_FORCE) ? cursor.position() : AVERROR(EINVAL);
}

int refuseToOpen(AVFormatContext*, AVIOContext**, const char*, int, AVDictionary**)
{
    return AVERROR(EACCES);
}

void initialise()
{
    static std::once_flag isDone;
    std::call_once(isDone,
                   []
                   {
                       av_log_set_level(AV_LOG_QUIET);
                       av_max_alloc(mostBytesAtOnce);
                   });
}

} // namespace

void FfmpegStream::Deleter::operator()(AVFormatContext* context) const
{
    avformat_close_input(&context);
}

void FfmpegStream::Deleter::operator()(AVIOContext* context) const
{
    av_freep(&context->buffer);
    avio_context_free(&context);
}

void FfmpegStream::Deleter::operator()(AVCodecContext* context) const
{
    avcodec_free_context(&context);
}

void FfmpegStream::Deleter::operator()(AVPacket* object) const
{
    av_packet_free(&object);
}

void FfmpegStream::Deleter::operator()(AVFrame* object) const
{
    av_frame_free(&object);
}

FfmpegStream::FfmpegStream(std::shared_ptr<const MediaFile> file, std::int64_t base, const FfmpegContainer& container)
    : cursor(file, base, file->size()), container(container), packet(av_packet_alloc()), frame(av_frame_alloc())
{
}

FfmpegStream::~FfmpegStream() = default;

Failure FfmpegStream::failure(const std::string& why) const
{
    return cursor.failure() ? *cursor.failure() : cursor.file().failure(why);
}

Outcome<std::unique_ptr<FfmpegStream>> FfmpegStream::open(DiskThread& thread, std::shared_ptr<const MediaFile> file,
                                                          std::int64_t base, const FfmpegContainer& container)
{
    initialise();
    std::unique_ptr<FfmpegStream> stream(new FfmpegStream(std::move(file), base, container));
    if (!stream->packet || !stream->frame)
        return stream->failure("there is no memory for a decoder");
    if (auto opened = stream->reopen(thread); !opened)
        return opened.failure();
    return stream;
}

Outcome<void> FfmpegStream::reopen(DiskThread& thread)
{
    const BufferedCursor::Loan loan(cursor, thread);
    if (auto opened = openDemuxer(); !opened)
        return opened;
    return openDecoder();
}

Outcome<void> FfmpegStream::openDemuxer()
{
    decoder.reset();
    demuxer.reset();
    cursor.trySeek(0);
    input.reset(avio_alloc_context(static_cast<unsigned char*>(av_malloc(inputBytes)), inputBytes, 0, &cursor, readFrom,
                                   nullptr, seekIn));
    auto* context = avformat_alloc_context();
    if (!input || context == nullptr)
        return failure("there is no memory for a demuxer");
    context->pb = input.get();
    context->flags |= AVFMT_FLAG_CUSTOM_IO;
    context->io_open = refuseToOpen;
    context->probesize = probedBytes;
    context->protocol_whitelist = av_strdup(""); // freed with the context

    const auto* const format = av_find_input_format(container.demuxer);
    // A failure frees the context.
    if (format == nullptr || avformat_open_input(&context, "", format, nullptr) < 0)
        return failure("is damaged or no " + std::string(container.format) + " file");
    demuxer.reset(context);
    if (avformat_find_stream_info(context, nullptr) < 0)
        return failure("is damaged: its streams cannot be read");

    streamIndex = av_find_best_stream(context, AVMEDIA_TYPE_AUDIO, -1, -1, nullptr, 0);
    if (streamIndex < 0)
        return failure("has no sound in it");
    for (unsigned int i = 0; i < context->nb_streams; ++i)
        if (static_cast<int>(i) != streamIndex)
            context->streams[i]->discard = AVDISCARD_ALL;
    return {};
}

Outcome<void> FfmpegStream::openDecoder()
{
    const auto& parameters = *stream().codecpar;
    const auto* const codec = avcodec_find_decoder(parameters.codec_id);
    if (codec == nullptr)
        return failure("holds " + std::string(avcodec_get_name(parameters.codec_id)) +
                       ", for which there is no decoder");
    decoder.reset(avcodec_alloc_context3(codec));
    if (!decoder || avcodec_parameters_to_context(decoder.get(), &parameters) < 0)
        return failure("there is no memory for a decoder");
    decoder->pkt_timebase = stream().time_base;
    decoder->thread_count = 1; // the disk pool is parallel already
    if (avcodec_open2(decoder.get(), codec, nullptr) < 0)
        return failure("is damaged: its " + std::string(avcodec_get_name(parameters.codec_id)) + " cannot be decoded");
    isDraining = false;
    return {};
}

Outcome<void> FfmpegStream::restartAt(DiskThread& thread, std::int64_t timestamp)
{
    const BufferedCursor::Loan loan(cursor, thread);
    // Some demuxers refuse a place before their first packet, which itself may stand below zero.
    auto* const source = demuxer->streams[streamIndex];
    const auto* const entry = avformat_index_get_entry(source, 0);
    const auto earliest = entry != nullptr ? entry->timestamp : std::max<std::int64_t>(0, source->start_time);
    const auto target = std::max(timestamp, earliest);
    if (av_seek_frame(demuxer.get(), streamIndex, target, AVSEEK_FLAG_BACKWARD) < 0)
        return failure("is damaged: it cannot be sought in");
    return openDecoder();
}

bool FfmpegStream::trySendPacket()
{
    while (av_read_frame(demuxer.get(), packet.get()) >= 0)
    {
        const bool isOurs = packet->stream_index == streamIndex;
        if (isOurs)
            avcodec_send_packet(decoder.get(), packet.get()); // what it refuses is left out
        av_packet_unref(packet.get());
        if (isOurs)
            return true;
    }
    return false;
}

Outcome<const AVFrame*> FfmpegStream::nextFrame(DiskThread& thread)
{
    const BufferedCursor::Loan loan(cursor, thread);
    for (;;)
    {
        const auto status = avcodec_receive_frame(decoder.get(), frame.get());
        if (status == 0 && frame->nb_samples > 0)
            return static_cast<const AVFrame*>(frame.get());
        if (status == AVERROR_EOF || (status < 0 && isDraining))
            return static_cast<const AVFrame*>(nullptr);
        if (status == 0 || isDraining || trySendPacket())
            continue;
        if (cursor.failure())
            return *cursor.failure();
        isDraining = true;
        avcodec_send_packet(decoder.get(), nullptr);
    }
}

} // namespace loophole::signal

#endif
