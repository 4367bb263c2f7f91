#include "Signal/Codec/VorbisPassReader.h"

#ifdef LOOPHOLE_FFMPEG

#include "Signal/Codec/DecodingReader.h"
#include "Signal/Codec/FfmpegSamples.h"
#include "Signal/Codec/VorbisPages.h"
#include "Signal/Codec/VorbisReader.h"

extern "C"
{
#include <libavcodec/avcodec.h>
}

namespace loophole::signal
{
namespace
{

struct Deleter
{
    void operator()(AVCodecContext* context) const { avcodec_free_context(&context); }
    void operator()(AVPacket* packet) const { av_packet_free(&packet); }
    void operator()(AVFrame* frame) const { av_frame_free(&frame); }
};
template <class Object>
using Owned = std::unique_ptr<Object, Deleter>;

class PassReader final : public DecodingReader
{
public:
    PassReader(std::shared_ptr<const MediaFile> mediaFile, std::int64_t base, const MediaInfo& info)
        : file(mediaFile),
          base(base),
          pages(std::move(mediaFile), base),
          packet(av_packet_alloc()),
          frame(av_frame_alloc())
    {
        mediaInfo = info;
    }

    [[nodiscard]] bool tryBegin(DiskThread& thread)
    {
        const auto headers = pages.tryReadHeaders(thread);
        const auto* const codec = avcodec_find_decoder(AV_CODEC_ID_VORBIS);
        decoder.reset(avcodec_alloc_context3(codec));
        if (!headers || codec == nullptr || !decoder || !packet || !frame)
            return false;
        // Freed with the context; FFmpeg's readers of bits go a little beyond the end.
        auto* const extra = static_cast<std::uint8_t*>(av_mallocz(headers->size() + AV_INPUT_BUFFER_PADDING_SIZE));
        if (extra == nullptr)
            return false;
        std::copy(headers->begin(), headers->end(), reinterpret_cast<std::byte*>(extra));
        decoder->extradata = extra;
        decoder->extradata_size = static_cast<int>(headers->size());
        decoder->thread_count = 1;
        return avcodec_open2(decoder.get(), codec, nullptr) == 0 &&
               decoder->ch_layout.nb_channels == mediaInfo.channels && beginsAtFrameZero(thread);
    }

private:
    /** Whether the frames of the first page end where it says. */
    bool beginsAtFrameZero(DiskThread& thread)
    {
        if (!tryMoveTo(thread, 0) || !tryDecodePage(thread) || !isKnown)
            return false;
        isKnown = false;
        return true;
    }

    Outcome<std::int64_t> decode(DiskThread& thread, std::int64_t start, PlanarWindow window) override
    {
        std::int64_t done = 0;
        while (window.frames > 0 && !exact)
        {
            const auto at = start + done;
            if (!isKnown || at < decodedStart || at > decodedStart + decodedFrames + farthestOn)
                if (!tryMoveTo(thread, at))
                    break;
            const auto count = std::clamp<std::int64_t>(decodedStart + decodedFrames - at, 0, window.frames);
            if (count > 0)
                copy(at - decodedStart, window.first(count));
            done += count;
            window.advance(count);
            if (window.frames > 0 && !tryDecodePage(thread))
                break;
        }
        if (window.frames == 0)
            return done;
        return decodeExactly(thread, start + done, window, done);
    }

    Outcome<std::int64_t> decodeExactly(DiskThread& thread, std::int64_t start, PlanarWindow window, std::int64_t done)
    {
        if (!exact)
        {
            auto opened = VorbisReader::open(thread, file, base);
            if (!opened)
                return opened.failure();
            exact = std::move(opened).value();
        }
        if (auto read = exact->read(thread, FramePosition(start), window.span()); !read)
            return read.failure();
        return done + window.frames;
    }

    void copy(std::int64_t from, PlanarWindow window)
    {
        for (int c = 0; c < window.channelCount; ++c)
            std::copy_n(decoded[static_cast<std::size_t>(c)].data() + from, window.frames,
                        window.channels[static_cast<std::size_t>(c)]);
    }

    /** Makes ready to decode the page that holds frame `target`, or one a little before it. */
    bool tryMoveTo(DiskThread& thread, std::int64_t target)
    {
        avcodec_flush_buffers(decoder.get());
        isKnown = false;
        decodedFrames = 0;
        const auto granule = pages.tryMoveBefore(thread, target);
        if (!granule)
            return false;
        decodedStart = *granule;
        isKnown = *granule == 0;
        // What precedes the first page that tells where it ends only brings the decoder into step.
        while (!isKnown || decodedStart + decodedFrames <= target)
            if (!tryDecodePage(thread))
                return false;
        return decodedStart <= target;
    }

    /** All that the packets of the next page give; they must end where the page says. */
    bool tryDecodePage(DiskThread& thread)
    {
        decodedStart += decodedFrames;
        decodedFrames = 0;
        const auto page = pages.tryNext(thread);
        if (!page)
            return false;
        for (const auto& bytes : page->packets)
            if (!tryDecode(bytes))
                return false;
        if (page->granule < 0)
            return true;
        if (!isKnown)
        {
            decodedStart = page->granule;
            decodedFrames = 0;
            isKnown = !page->packets.empty();
            return true;
        }
        // The last page may end within its last packet.
        const auto end = decodedStart + decodedFrames;
        return end == page->granule || (page->endsStream && end > page->granule);
    }

    bool tryDecode(const std::vector<std::byte>& bytes)
    {
        // The padding is there: see VorbisPages.
        packet->data = reinterpret_cast<std::uint8_t*>(const_cast<std::byte*>(bytes.data()));
        packet->size = static_cast<int>(bytes.size() - VorbisPages::padding);
        const auto isTaken = avcodec_send_packet(decoder.get(), packet.get()) == 0;
        packet->data = nullptr;
        packet->size = 0;
        while (isTaken && avcodec_receive_frame(decoder.get(), frame.get()) == 0)
            append();
        return isTaken;
    }

    void append()
    {
        PlanarWindow room;
        room.channelCount = mediaInfo.channels;
        room.frames = frame->nb_samples;
        for (int c = 0; c < mediaInfo.channels; ++c)
        {
            auto& channel = decoded[static_cast<std::size_t>(c)];
            const auto end = static_cast<std::size_t>(decodedFrames + room.frames);
            if (channel.size() < end)
                channel.resize(end);
            room.channels[static_cast<std::size_t>(c)] = channel.data() + decodedFrames;
        }
        convertSamples(*frame, 0, room);
        decodedFrames += room.frames;
    }

    /** Frames to go on decoding rather than to seek. */
    static constexpr std::int64_t farthestOn = 1 << 16;

    std::shared_ptr<const MediaFile> file;
    std::int64_t base;
    VorbisPages pages;
    Owned<AVCodecContext> decoder;
    Owned<AVPacket> packet;
    Owned<AVFrame> frame;
    std::array<std::vector<float>, limits::maxChannels> decoded; ///< of the last page
    std::int64_t decodedStart = 0;
    std::int64_t decodedFrames = 0;
    bool isKnown = false;               ///< at which frame what is decoded begins
    std::unique_ptr<MediaReader> exact; ///< once the stream was found to be damaged
};

} // namespace

std::unique_ptr<MediaReader> VorbisPassReader::tryOpen(DiskThread& thread, std::shared_ptr<const MediaFile> file,
                                                       std::int64_t base, const MediaInfo& info)
{
    auto reader = std::make_unique<PassReader>(std::move(file), base, info);
    return reader->tryBegin(thread) ? std::move(reader) : nullptr;
}

} // namespace loophole::signal

#else

namespace loophole::signal
{

std::unique_ptr<MediaReader> VorbisPassReader::tryOpen(DiskThread&, std::shared_ptr<const MediaFile>, std::int64_t,
                                                       const MediaInfo&)
{
    return nullptr;
}

} // namespace loophole::signal

#endif
