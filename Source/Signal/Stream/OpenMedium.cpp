#include "Signal/Stream/OpenMedium.h"

#include "Core/Limits.h"

#include <algorithm>
#include <array>

namespace loophole::signal
{

Outcome<void> OpenMedium::read(DiskThread& thread, FramePosition start, PlanarSpan destination, std::int64_t keep)
{
    const auto copied = copyKept(start, destination);
    std::array<float*, limits::maxChannels> rest{};
    for (std::size_t c = 0; c < static_cast<std::size_t>(destination.channelCount); ++c)
        rest[c] = destination.channels[c] + copied;

    const PlanarSpan unread{rest.data(), destination.channelCount, destination.frames - FrameCount(copied)};
    if (!unread.frames.isZero())
    {
        const auto from = start + FrameCount(copied);
        if (auto outcome = media->read(thread, from, unread); !outcome)
        {
            kept = {};
            return outcome;
        }
        next = from + unread.frames;
    }
    keepLast(start, destination, keep);
    return {};
}

/** The number of leading frames that were kept from the call before. */
std::int64_t OpenMedium::copyKept(FramePosition start, PlanarSpan destination) const
{
    if (!kept.contains(start))
        return 0;
    const auto skipped = (start - kept.start).value();
    const auto count = std::min(kept.length.value() - skipped, destination.frames.value());
    for (int c = 0; c < destination.channelCount; ++c)
        std::copy_n(keptSamples.data() + c * kept.length.value() + skipped, count, destination.channels[c]);
    return count;
}

void OpenMedium::keepLast(FramePosition start, PlanarSpan source, std::int64_t count)
{
    const auto length = std::min(count, source.frames.value());
    kept = {start + source.frames - FrameCount(length), FrameCount(length)};
    keptSamples.resize(static_cast<std::size_t>(length) * static_cast<std::size_t>(source.channelCount));
    for (int c = 0; c < source.channelCount; ++c)
        std::copy_n(source.channels[c] + source.frames.value() - length, length, keptSamples.data() + c * length);
}

} // namespace loophole::signal
