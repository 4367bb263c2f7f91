#pragma once

#include "Signal/Codec/BufferedCursor.h"
#include "Signal/Codec/FfmpegContainer.h"

extern "C"
{
#include <libavcodec/avcodec.h>
#include <libavformat/avformat.h>
}

#include <memory>

namespace loophole::signal
{

/**
    The audio stream of a file in FFmpeg's hands: one demuxer, chosen by us, and one decoder. It reads nothing but the
    bytes of this file: whatever else the file refers to, on disk or network, is refused. Used by one disk thread at
    a time.
*/
class FfmpegStream
{
public:
    [[nodiscard]] static Outcome<std::unique_ptr<FfmpegStream>> open(DiskThread&, std::shared_ptr<const MediaFile>,
                                                                     std::int64_t base, const FfmpegContainer&);
    ~FfmpegStream();
    FfmpegStream(const FfmpegStream&) = delete;
    FfmpegStream& operator=(const FfmpegStream&) = delete;

    [[nodiscard]] const MediaFile& file() const { return cursor.file(); }
    [[nodiscard]] const AVStream& stream() const { return *demuxer->streams[streamIndex]; }
    [[nodiscard]] const AVCodecContext& decoderState() const { return *decoder; }

    /** Everything anew, from the beginning. */
    [[nodiscard]] Outcome<void> reopen(DiskThread&);

    /** A new decoder, to go on from the last packet at or before a time stamp (in the stream's time base). */
    [[nodiscard]] Outcome<void> restartAt(DiskThread&, std::int64_t timestamp);

    /** Decodes the next frame; null at the end. Packets that cannot be decoded are left out. Valid until the next call.
     */
    [[nodiscard]] Outcome<const AVFrame*> nextFrame(DiskThread&);

private:
    FfmpegStream(std::shared_ptr<const MediaFile>, std::int64_t base, const FfmpegContainer&);

    [[nodiscard]] Outcome<void> openDemuxer();
    [[nodiscard]] Outcome<void> openDecoder();
    [[nodiscard]] bool trySendPacket();
    [[nodiscard]] Failure failure(const std::string& why) const;

    struct Deleter
    {
        void operator()(AVFormatContext*) const;
        void operator()(AVIOContext*) const;
        void operator()(AVCodecContext*) const;
        void operator()(AVPacket*) const;
        void operator()(AVFrame*) const;
    };
    template <class Object>
    using Owned = std::unique_ptr<Object, Deleter>;

    BufferedCursor cursor;
    const FfmpegContainer& container;
    Owned<AVIOContext> input;
    Owned<AVFormatContext> demuxer;
    Owned<AVCodecContext> decoder;
    Owned<AVPacket> packet;
    Owned<AVFrame> frame;
    int streamIndex = 0;
    bool isDraining = false;
};

} // namespace loophole::signal
