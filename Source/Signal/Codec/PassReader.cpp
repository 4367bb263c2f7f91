#ifdef LOOPHOLE_FFMPEG

#include "Signal/Codec/PassReader.h"

namespace loophole::signal
{
namespace
{

/** Frames to go on decoding rather than to seek. */
constexpr std::int64_t farthestOn = 1 << 16;

} // namespace

Outcome<std::int64_t> PassReader::decode(DiskThread& thread, std::int64_t start, PlanarWindow window)
{
    std::int64_t done = 0;
    while (window.frames > 0 && !exact)
    {
        const auto at = start + done;
        if (!isKnown || at < decodedStart || at > decodedEnd() + farthestOn)
            if (!tryMoveTo(thread, at))
                break;
        const auto part = window.first(std::max<std::int64_t>(0, decodedEnd() - at));
        for (int c = 0; c < part.channelCount; ++c)
            std::copy_n(decoder->channel(c) + (at - decodedStart), part.frames,
                        part.channels[static_cast<std::size_t>(c)]);
        done += part.frames;
        window.advance(part.frames);
        if (window.frames > 0 && !tryDecodeOn(thread))
            break;
    }
    if (window.frames == 0)
        return done;
    const auto rest = decodeExactly(thread, start + done, window);
    return rest ? Outcome<std::int64_t>(done + rest.value()) : rest;
}

Outcome<std::int64_t> PassReader::decodeExactly(DiskThread& thread, std::int64_t start, PlanarWindow window)
{
    if (!exact)
    {
        auto opened = openExact(thread);
        if (!opened)
            return opened.failure();
        exact = std::move(opened).value();
    }
    if (auto read = exact->read(thread, FramePosition(start), window.span()); !read)
        return read.failure();
    return window.frames;
}

} // namespace loophole::signal

#endif
