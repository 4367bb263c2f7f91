#include "Signal/Codec/DecodingReader.h"

#include "Signal/Codec/MediaBounds.h"

namespace loophole::signal
{

Outcome<void> DecodingReader::read(DiskThread& thread, FramePosition start, PlanarSpan destination)
{
    return readWithSilenceAround(mediaInfo, start, destination,
                                 [&](std::int64_t from, PlanarSpan part) -> Outcome<void>
                                 {
                                     PlanarWindow window(part);
                                     const auto decoded = decode(thread, from, window);
                                     if (!decoded)
                                         return decoded.failure();
                                     window.advance(decoded.value());
                                     window.silence();
                                     return {};
                                 });
}

} // namespace loophole::signal
