#include "Signal/Callback/AuditionLine.h"

#include <cmath>

namespace loophole::signal
{
namespace
{

/** The first frame that is on a line or, lines seldom being whole frames, next to one; not before `position`. */
std::int64_t lineFrom(std::int64_t position, double lineFrames)
{
    auto line = std::ceil(static_cast<double>(position) / lineFrames - 1.0);
    while (std::llround(line * lineFrames) < position)
        line += 1.0;
    return std::llround(line * lineFrames);
}

} // namespace

std::int64_t framesToLine(const TransportState& transport, double lineFrames) noexcept
{
    if (!transport.isPlaying || transport.isScrubbing || !(lineFrames >= 1.0) || !(transport.rate > 0.0))
        return 0;
    const auto here = transport.position.value();
    auto distance = lineFrom(here, lineFrames) - here;
    const auto loopEnd = transport.loop.end().value();
    if (transport.isLooping && !transport.loop.isEmpty() && here < loopEnd && here + distance >= loopEnd)
    {
        const auto loopStart = transport.loop.start.value();
        const auto line = lineFrom(loopStart, lineFrames);
        if (line >= loopEnd)
            return lineIsFar;
        distance = loopEnd - here + line - loopStart;
    }
    return static_cast<std::int64_t>(std::ceil(static_cast<double>(distance) / transport.rate));
}

} // namespace loophole::signal
