#pragma once

#ifdef LOOPHOLE_FFMPEG

#include "Core/Limits.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

struct AVCodecContext;
struct AVFrame;
struct AVPacket;

namespace loophole::signal
{

/**
    One of FFmpeg's decoders, for streams whose packets we find ourselves. Owns what came of the packets since it was
    cleared, as planar floats that the decoder wrote where they stay. Used by one thread at a time.
*/
class FfmpegPackets
{
public:
    /** Zeros behind every packet: FFmpeg's readers of bits go a little beyond the end. */
    static constexpr std::size_t padding = 64;

    /** Null where there is no decoder of that name ("vorbis", "mp3float"), or it refuses the stream's header. */
    [[nodiscard]] static std::unique_ptr<FfmpegPackets> tryOpen(const char* codec, std::span<const std::byte> header,
                                                                int channels, int sampleRate);
    ~FfmpegPackets();
    FfmpegPackets(const FfmpegPackets&) = delete;
    FfmpegPackets& operator=(const FfmpegPackets&) = delete;

    /** Adds what the packet gives, which may be nothing. `padding` zeros follow the packet. False where it cannot be
        decoded, or gives another number of channels or another rate. */
    [[nodiscard]] bool tryDecode(std::span<const std::byte> packet);

    [[nodiscard]] std::int64_t frames() const { return count; }
    /** Of a channel in the order of WAV, the frames decoded; until the next packet. */
    [[nodiscard]] const float* channel(int index) const { return planes[static_cast<std::size_t>(index)].samples(); }

    /** Forgets what was decoded and goes on. */
    void clear() { count = 0; }
    /** Forgets also what the decoder knows of the packets so far. */
    void restart();

private:
    /** Grows by whole lines of the cache: decoders write with the widest instructions there are. */
    struct Plane
    {
        struct alignas(64) Line
        {
            std::array<float, 16> samples;
        };
        std::vector<Line> lines;

        [[nodiscard]] float* samples() { return reinterpret_cast<float*>(lines.data()); }
        [[nodiscard]] const float* samples() const { return reinterpret_cast<const float*>(lines.data()); }
        void reserve(std::int64_t frames);
    };

    FfmpegPackets(int channels, int sampleRate);

    [[nodiscard]] bool tryBegin(const char* codec, std::span<const std::byte> header);
    static int giveRoom(AVCodecContext*, AVFrame*, int flags);
    [[nodiscard]] bool tryAppend();

    struct Deleter
    {
        void operator()(AVCodecContext*) const;
        void operator()(AVPacket*) const;
        void operator()(AVFrame*) const;
    };

    int channels;
    int sampleRate;
    std::unique_ptr<AVCodecContext, Deleter> decoder;
    std::unique_ptr<AVPacket, Deleter> packet;
    std::unique_ptr<AVFrame, Deleter> frame;
    std::array<Plane, limits::maxChannels> planes;
    std::int64_t count = 0;
};

} // namespace loophole::signal

#endif
